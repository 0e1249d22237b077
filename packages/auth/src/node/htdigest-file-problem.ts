import type { HtdigestProblemKind } from '../password/htdigest.ts'
import type { FileProblem } from './followed-file.ts'

export type HtdigestFileProblemKind = HtdigestProblemKind | FileProblem['kind'] | 'no-users'

/** Something about an htdigest file that its owner should know. It holds no secret. */
export interface HtdigestFileProblem {
  readonly kind: HtdigestFileProblemKind
  /** From 1; absent when it concerns the whole file. */
  readonly line?: number
  readonly user?: string
  readonly detail?: string
}

/** One sentence for people: where, what, and what to do. */
export function describeHtdigestFileProblem(path: string, problem: HtdigestFileProblem): string {
  const { kind, line, user, detail = '' } = problem
  const where = line === undefined ? path : `${path}:${line}`
  const whom = user === undefined ? '' : `user ${JSON.stringify(user)}: `
  return `${where}: ${whom}${SENTENCES[kind].replace('{detail}', detail)}`
}

const SENTENCES: { readonly [K in HtdigestFileProblemKind]: string } = {
  'file-unreadable': 'the htdigest file cannot be read: {detail}',
  'no-users': 'the htdigest file has no users, so nobody can log in; add one with `htdigest`',
  'readable-by-others':
    'the htdigest file is readable by others than its owner (mode {detail}), and its secrets are as good as passwords; use `chmod 600`',
  'writable-by-others':
    'the htdigest file is writable by others than its owner (mode {detail}); use `chmod 600`',
  'not-text':
    'there is a NUL here, so this is not an htdigest file or it is UTF-16; save it as plain UTF-8',
  'byte-order-mark':
    'the file begins with a byte order mark, which other servers take for a part of the first name; save it without',
  'line-too-long': 'the line is longer than any name, realm and secret; it is passed over',
  'line-not-utf8': 'the line is not UTF-8; save the file as UTF-8',
  'fields-missing': 'the line is not `name:realm:secret`; write it with `htdigest`',
  'fields-too-many':
    'the line has more than `name:realm:secret:algorithm`; names and realms cannot have colons',
  'name-missing': 'there is no name before the colon; write `name:realm:secret`',
  'name-unusable':
    'the name or the realm has a control character, which no client can send; remove it',
  'name-repeated':
    'the name stands in an earlier line with the same realm and algorithm, which counts; remove one of the two',
  'realm-missing': 'there is no realm between the colons; write the line with `htdigest`',
  'secret-malformed':
    'the secret is not 32 or 64 hexadecimal digits; set the password anew with `htdigest`',
  'algorithm-unknown': 'the fourth field is not MD5, SHA-256 or SHA-512-256; correct or remove it',
  'algorithm-mismatch':
    'the secret’s length is not that of the algorithm: 32 digits for MD5, 64 for the others',
  'too-many-problems':
    'there are more problems from here on, which are not listed; correct those above first',
}
