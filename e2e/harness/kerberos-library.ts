import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ROOT } from './start-proxy.ts'

/** Where the npm package `kerberos` is: installed once, into a folder that nobody else uses (decision 0057). */
export async function kerberosLibrary(): Promise<string> {
  if (isThere()) return FOLDER
  await mkdir(CACHE, { recursive: true })
  // Beside it first: another test file, which does the same, finds all of it or nothing.
  const own = await mkdtemp(`${FOLDER}-`)
  // With all of our own environment: it says which registry npm is to use.
  const args = ['install', '--prefix', own, '--no-audit', '--no-fund', `kerberos@${VERSION}`]
  await promisify(execFile)('npm', args, { timeout: 240_000, cwd: ROOT })
  await rename(own, FOLDER).catch(async (error: unknown) => {
    if (!isThere()) throw error
    await rm(own, { recursive: true })
  })
  return FOLDER
}

function isThere(): boolean {
  return existsSync(join(FOLDER, 'node_modules/kerberos/build/Release/kerberos.node'))
}

const CACHE = join(ROOT, 'node_modules/.cache')
const FOLDER = join(CACHE, 'hopwise-kerberos')
const VERSION = '7.0.0'
