import { type ExecFileException, execFile } from 'node:child_process'
import type { Credentials, CredentialsAsked } from '../core/credentials.ts'

export interface KeyringOptions {
  readonly username: string
  /** `process.platform` unless said. */
  readonly platform?: NodeJS.Platform | undefined
  /** Told why the keyring could not be asked, once for each reason; `process.emitWarning` unless said. */
  readonly onProblem?: ((problem: string) => void) | undefined
}

/**
 * The password of a user from the keyring of this machine, for the option `credentials`: `secret-tool`
 * (libsecret) on Linux, `security` on macOS. It is kept under the proxy's host and the user:
 *
 *     secret-tool store --label='Proxy' server proxy.example user alice
 *     security add-internet-password -s proxy.example -a alice -w
 *
 * What it says is believed for half a minute, since each question starts a program. Without an entry, or
 * with a keyring that cannot be asked, there are no credentials from here.
 */
export function fromKeyring(
  options: KeyringOptions,
): (asked: CredentialsAsked) => Promise<Credentials | undefined> {
  const { username, platform = process.platform } = options
  const { onProblem = (problem) => process.emitWarning(problem) } = options
  const told = new Set<string>()
  const tell = (problem: string): void => {
    if (!told.has(problem)) onProblem(problem)
    told.add(problem)
  }
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
      entry = { found: lookUp(platform, host, username, tell), atMs: nowMs }
      known.set(host, entry)
    }
    const password = await entry.found
    return password === undefined ? undefined : { username, password }
  }
}

function lookUp(
  platform: string,
  host: string,
  user: string,
  tell: (problem: string) => void,
): Promise<string | undefined> {
  const [program, ...args] =
    platform === 'darwin'
      ? (['security', 'find-internet-password', '-s', host, '-a', user, '-w'] as const)
      : (['secret-tool', 'lookup', 'server', host, 'user', user] as const)
  return new Promise((resolve) => {
    const options = { timeout: ANSWER_MS, maxBuffer: PASSWORD_BYTES_MAX }
    execFile(program, args, options, (error, stdout, stderr) => {
      const problem = error && problemOf(error, stderr)
      if (problem) tell(`The keyring was asked for a password in vain: ${program} ${problem}`)
      // `security` ends its answer with a line feed, secret-tool only for a person to see.
      const password = stdout.replace(/\n$/, '')
      resolve(error || password === '' ? undefined : password)
    })
  })
}

/** Undefined where the keyring was asked and has no such entry. */
function problemOf(error: ExecFileException, stderr: string): string | undefined {
  if (error.code === 'ENOENT') return 'is not installed (Debian: apt install libsecret-tools)'
  if (error.killed) return `did not answer within ${ANSWER_MS / 1000} s`
  const [said = ''] = stderr.trim().split('\n')
  return said === '' || error.code === NO_SUCH_ITEM ? undefined : `said "${said}"`
}

const BELIEVED_MS = 30_000
/** A locked keyring asks the person in front of it. */
const ANSWER_MS = 60_000
const PASSWORD_BYTES_MAX = 64 * 1024
/** errSecItemNotFound, as `security` exits with it; secret-tool says nothing then. */
const NO_SUCH_ITEM = 44
