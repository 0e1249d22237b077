import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from './run-program.ts'

export interface Credentials {
  readonly user: string
  readonly password: string
}

/** Plain letters: every client can send these. */
export const ALICE: Credentials = { user: 'alice', password: 'wonderland' }
/** What trips clients: the delimiters of user-pass, of userinfo and of escapes … */
export const MAX: Credentials = { user: 'max', password: 'p:a@s%2/s' }
/** … and a letter beyond ASCII. */
export const ZOE: Credentials = { user: 'zoe', password: 'p:a@s%2/sé' }
export const WRONG: Credentials = { user: 'alice', password: 'looking-glass' }

/** `user:password@` for a URL, escaped so that any password survives (RFC 3986 §3.2.1). */
export function userinfo({ user, password }: Credentials): string {
  return `${encodeURIComponent(user)}:${encodeURIComponent(password)}@`
}

/** Writes a password file with one user per hash format that openssl or Node can make. */
export async function writeHtpasswd(dir: string): Promise<string> {
  const sha1 = createHash('sha1').update(ZOE.password).digest('base64')
  const lines = [
    `${ALICE.user}:${await hash('-6', ALICE.password)}`,
    `${MAX.user}:${await hash('-apr1', MAX.password)}`,
    `${ZOE.user}:{SHA}${sha1}`,
  ]
  const path = join(dir, 'htpasswd')
  await writeFile(path, `${lines.join('\n')}\n`, { mode: 0o600 })
  return path
}

async function hash(format: '-6' | '-apr1', password: string): Promise<string> {
  const ran = await run('openssl', ['passwd', format, '-stdin'], { input: password })
  if (ran.code !== 0) throw new Error(`openssl passwd ${format}: ${ran.stderr}`)
  return ran.stdout.trim()
}
