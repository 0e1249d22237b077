import type { HtpasswdProblemKind } from '../password/htpasswd.ts'

export type PasswordFileProblemKind =
  | HtpasswdProblemKind
  | 'file-unreadable'
  | 'no-users'
  | 'readable-by-others'
  | 'writable-by-others'

/** Something about a password file that its owner should know. It holds no password and no hash. */
export interface PasswordFileProblem {
  readonly kind: PasswordFileProblemKind
  /** From 1; absent when it concerns the whole file. */
  readonly line?: number
  readonly user?: string
  readonly detail?: string
}

/** One sentence for people: where, what, and what to do. */
export function describePasswordFileProblem(path: string, problem: PasswordFileProblem): string {
  const { kind, line, user, detail = '' } = problem
  const where = line === undefined ? path : `${path}:${line}`
  const whom = user === undefined ? '' : `user ${JSON.stringify(user)}: `
  return `${where}: ${whom}${SENTENCES[kind].replace('{detail}', detail)}`
}

const SENTENCES: { readonly [K in PasswordFileProblemKind]: string } = {
  'file-unreadable': 'the password file cannot be read: {detail}',
  'no-users': 'the password file has no users, so nobody can log in; add one with `htpasswd -B`',
  'readable-by-others':
    'the password file is readable by others than its owner (mode {detail}); use `chmod 600`',
  'writable-by-others':
    'the password file is writable by others than its owner (mode {detail}); use `chmod 600`',
  'not-text':
    'there is a NUL here, so this is not a password file or it is UTF-16; save it as plain UTF-8',
  'byte-order-mark':
    'the file begins with a byte order mark, which other servers take for a part of the first name; save it without',
  'line-too-long': 'the line is longer than any name and hash; it is passed over',
  'line-not-utf8': 'the line is not UTF-8; save the file as UTF-8',
  'colon-missing': 'the line has no colon; write `name:hash`',
  'name-missing': 'there is no name before the colon; write `name:hash`',
  'name-unusable': 'the name has a control character, which no client can send; remove it',
  'name-repeated': 'the name stands in an earlier line, which counts; remove one of the two',
  'hash-missing': 'there is no hash after the colon; set a password with `htpasswd -B`',
  'hash-malformed':
    'the {detail} hash is damaged or cut off; set the password anew with `htpasswd -B`',
  'hash-too-expensive':
    'the hash would take too long to verify ({detail}); set the password anew with a lower cost',
  'format-unsupported':
    'the hash is in the format {detail}, which is not supported; set the password anew with `htpasswd -B`',
  'des-crypt':
    'the hash is in the traditional crypt format (DES), which is not accepted because it is broken; set the password anew with `htpasswd -B`',
  'plain-text':
    'the password is stored in plain text or in an unknown format, which is not accepted; set it anew with `htpasswd -B`',
  'too-many-problems':
    'there are more problems from here on, which are not listed; correct those above first',
}
