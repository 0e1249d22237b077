import type { StatusClassName } from './row.ts'

/** RFC 9110 §15: the first digit. `invalid` is everything outside 100–599. */
export type StatusClass = StatusClassName

/** The class of a code that is known when compiling. */
export type ClassOf<C extends number> = `${C}` extends `${infer First}${string}`
  ? First extends keyof ClassByDigit
    ? ClassByDigit[First]
    : 'invalid'
  : StatusClass

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

interface ClassByDigit {
  readonly '1': 'informational'
  readonly '2': 'successful'
  readonly '3': 'redirection'
  readonly '4': 'client-error'
  readonly '5': 'server-error'
}
