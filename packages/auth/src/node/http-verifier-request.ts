import type { IncomingHttpHeaders } from 'node:http'
import type { Asked } from '../asked.ts'
import type { PasswordCheck } from '../credential-store.ts'
import type { Secret } from '../secret.ts'

/** Names of fields of the answer. */
export interface AnswerFields {
  readonly user: string
  /** Its value is a list, parted by commas. */
  readonly groups: string
}

/** The fields that ask whether a password is right, and tell about which request. */
export function questionFields(
  username: string,
  password: Secret,
  asked: Asked | undefined,
): Readonly<Record<string, string>> {
  // RFC 7617 §2.1: UTF-8, which is what clients were asked for.
  const userPass = Buffer.from(`${username}:${password.reveal()}`).toString('base64')
  return {
    authorization: `Basic ${userPass}`,
    ...(asked && {
      'x-real-ip': asked.peer.address,
      'x-original-method': asked.method,
      // As nginx's users call it. Anything but visible ASCII could not be sent.
      'x-original-url': asked.target.replace(/[^\x21-\x7e]/gu, encodeURIComponent),
    }),
  }
}

/** What an answer means. Undefined when it is neither yes nor no. */
export function checkFromAnswer(
  status: number,
  fields: IncomingHttpHeaders,
  names: AnswerFields,
  claimed: string,
): PasswordCheck | undefined {
  if (status === 401 || status === 403) return { kind: 'wrong-password', isUserUnclear: true }
  if (status < 200 || status > 299) return undefined
  const user = valueOf(fields, names.user)?.trim()
  const groups = (valueOf(fields, names.groups) ?? '')
    .split(',')
    .map((group) => group.trim())
    .filter((group) => group !== '')
  return { kind: 'right', user: user || claimed, ...(groups.length > 0 && { groups }) }
}

/** Node reads fields as Latin-1; whoever has other letters than ASCII in a name sends UTF-8. */
function valueOf(fields: IncomingHttpHeaders, name: string): string | undefined {
  const value = fields[name.toLowerCase()]
  const text = Array.isArray(value) ? value.join(', ') : value
  return text === undefined ? undefined : Buffer.from(text, 'latin1').toString('utf8')
}
