/** RFC 9110 §15: the first digit. `invalid` is everything outside 100–599. */
export type StatusClass =
  | 'informational'
  | 'successful'
  | 'redirection'
  | 'client-error'
  | 'server-error'
  | 'invalid'

/** Any number is classed; nothing throws. */
export function classOf(code: number): StatusClass {
  if (!Number.isInteger(code) || code < 100 || code > 599) return 'invalid'
  return CLASSES[Math.floor(code / 100) - 1]!
}

const CLASSES: readonly StatusClass[] = [
  'informational',
  'successful',
  'redirection',
  'client-error',
  'server-error',
]
