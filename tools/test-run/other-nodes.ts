import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'

/**
 * Versions of Node that what is published runs on, beside the one of this checkout: the oldest that its
 * packages promise (`engines`), and the newest (decision 0088).
 */
export const OTHER_NODES: readonly string[] = ['22.19.0', '26.10.0']

/**
 * The program of another Node, brought by npm into a folder that nobody else uses: beside the other
 * dependencies its `bin` would be at odds with the one of the package `node`.
 *
 * @throws {Error} that says why there is none
 */
export async function otherNode(version: string, folder: string = FOLDER): Promise<string> {
  const name = packageFor(process.platform, process.arch)
  const own = path.join(folder, version)
  const program = path.join(own, 'node_modules', name, 'bin/node')
  if (existsSync(program)) return program
  const spec = `${name}@${version}`
  const args = ['install', '--prefix', own, '--no-save', '--no-audit', '--no-fund', spec]
  try {
    await promisify(execFile)('npm', [...args, '--loglevel=error'], { timeout: INSTALL_MS })
  } catch (error) {
    const { message } = error as Error
    throw new Error(`npm did not install ${spec}: ${message.trim().split('\n').at(-1)}`)
  }
  return program
}

/** As the package `node` names those that it fetches. */
export function packageFor(platform: string, arch: string): string {
  const prefix = platform === 'darwin' && arch === 'arm64' ? 'node-bin' : 'node'
  return `${prefix}-${platform === 'win32' ? 'win' : platform}-${arch}`
}

const FOLDER = path.join(import.meta.dirname, '../../node_modules/.cache/hopwise-nodes')
const INSTALL_MS = 120_000
