import { createHash } from 'node:crypto'

/** The users of every test proxy, by name; the names say what is special about the password. */
export const PASSWORDS: Readonly<Record<string, string>> = {
  alice: 'open sesame',
  colon: 'a:b::c',
  empty: '',
  jürgen: 'päé中',
}

export const REALM = 'Zoo & "Co"'

/** The realm as a quoted-string (RFC 9110 §5.6.4). */
export const QUOTED_REALM = '"Zoo & \\"Co\\""'

/** Password file in the {SHA} form: the quickest to check. */
export const HTPASSWD: string = Object.entries(PASSWORDS)
  .map(([user, password]) => `${user}:{SHA}${sha1(password)}\n`)
  .join('')

/** Field value for `Proxy-Authorization`; the right password unless another is given. */
export function basic(user: string, password: string = PASSWORDS[user] ?? ''): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
}

function sha1(text: string): string {
  return createHash('sha1').update(text).digest('base64')
}
