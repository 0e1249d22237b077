import { execFile } from 'node:child_process'
import type { Credentials, CredentialsAsked } from '../core/credentials.ts'

export interface KeyringOptions {
  readonly username: string
  /** `process.platform` unless said. */
  readonly platform?: NodeJS.Platform | undefined
}

/**
 * The password of a user from the keyring of this machine, for the option `credentials`: `secret-tool`
 * (libsecret) on Linux, `security` on macOS. It is kept under the proxy's host and the user:
 *
 *     secret-tool store --label='Proxy' server proxy.example user alice
 *     security add-internet-password -s proxy.example -a alice -w
 *
 * What it says is believed for half a minute, since each question starts a program. Without the program,
 * or without an entry, there are no credentials from here.
 */
export function fromKeyring(
  options: KeyringOptions,
): (asked: CredentialsAsked) => Promise<Credentials | undefined> {
  const { username, platform = process.platform } = options
  const known = new Map<
    string,
    { readonly found: Promise<string | undefined>; readonly atMs: number }
  >()
  return async ({ proxy, scheme }) => {
    if (scheme === 'bearer') return undefined
    const host = new URL(proxy).hostname.replace(/^\[(.*)\]$/, '$1')
    const nowMs = performance.now()
    let entry = known.get(host)
    if (entry === undefined || nowMs - entry.atMs > BELIEVED_MS) {
      entry = { found: lookUp(platform, host, username), atMs: nowMs }
      known.set(host, entry)
    }
    const password = await entry.found
    return password === undefined ? undefined : { username, password }
  }
}

function lookUp(platform: string, host: string, user: string): Promise<string | undefined> {
  const [program, args] =
    platform === 'darwin'
      ? ['security', ['find-internet-password', '-s', host, '-a', user, '-w']]
      : ['secret-tool', ['lookup', 'server', host, 'user', user]]
  return new Promise((resolve) => {
    const options = { timeout: ANSWER_MS, maxBuffer: PASSWORD_BYTES_MAX }
    execFile(program as string, args as string[], options, (error, stdout) => {
      // `security` ends its answer with a line feed, secret-tool only for a person to see.
      const password = String(stdout).replace(/\n$/, '')
      resolve(error || password === '' ? undefined : password)
    })
  })
}

const BELIEVED_MS = 30_000
/** A locked keyring asks the person in front of it. */
const ANSWER_MS = 60_000
const PASSWORD_BYTES_MAX = 64 * 1024
