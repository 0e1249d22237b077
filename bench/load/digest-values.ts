/** Field values of Digest, made ahead: what is measured is the proxy, not whoever computes for the client. */
import { createHash } from 'node:crypto'
import { PASSWORD, USER } from '../credentials.ts'

export interface Challenge {
  readonly realm: string
  readonly nonce: string
}

/** From the lines of a response head; throws when it has no challenge of SHA-256. */
export function challengeIn(head: string): Challenge {
  const line = /^proxy-authenticate: Digest (.*algorithm=SHA-256,.*)$/im.exec(head)?.[1] ?? ''
  const [realm, nonce] = ['realm', 'nonce'].map(
    (name) => new RegExp(`${name}="([^"]*)"`).exec(line)?.[1],
  )
  if (realm !== undefined && nonce !== undefined) return { realm, nonce }
  throw new Error(`no Digest challenge of SHA-256: ${head.split('\r\n', 1)[0]}`)
}

/** One value for each request, each with a count of its own (RFC 7616 §3.4.1). */
export function digestValues({ realm, nonce }: Challenge, uri: string, count: number): string[] {
  const ha1 = sha256(`${USER}:${realm}:${PASSWORD}`)
  const ha2 = sha256(`GET:${uri}`)
  return Array.from({ length: count }, (_, i) => {
    const nc = (i + 1).toString(16).padStart(8, '0')
    const cnonce = sha256(nc).slice(0, 32)
    const response = sha256(`${ha1}:${nonce}:${nc}:${cnonce}:auth:${ha2}`)
    return (
      `Digest username="${USER}", realm="${realm}", nonce="${nonce}", uri="${uri}", cnonce="${cnonce}", ` +
      `nc=${nc}, qop=auth, response="${response}", algorithm=SHA-256`
    )
  })
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
