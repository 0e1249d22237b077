import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ROOT } from './start-proxy.ts'

/** Where the npm package `kerberos` is: installed once, into a folder that nobody else uses (decision 0057). */
export async function kerberosLibrary(): Promise<string> {
  const folder = join(ROOT, 'node_modules/.cache/hopwise-kerberos')
  if (existsSync(join(folder, 'node_modules/kerberos/build/Release/kerberos.node'))) return folder
  // With all of our own environment: it says which registry npm is to use.
  const args = ['install', '--prefix', folder, '--no-audit', '--no-fund', `kerberos@${VERSION}`]
  await promisify(execFile)('npm', args, { timeout: 240_000, cwd: ROOT })
  return folder
}

const VERSION = '7.0.0'
