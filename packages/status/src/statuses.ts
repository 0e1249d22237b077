/**
 * A drop-in for the npm package `statuses` 2: the same function, tables and errors. It keeps that
 * package's older phrases, because programs compare them; `reasonPhrase` has the registry's.
 */
import { OFFICIAL_NAMES } from './official-names.ts'

export interface Statuses {
  /** The phrase of a code (`404`, `'404'`) or the code of a phrase, whatever its case. Throws on others. */
  (code: number): string
  (code: string): string | number
  /** Phrase by code. */
  readonly message: Readonly<Record<number, string>>
  /** Code by phrase in lower case. */
  readonly code: Readonly<Record<string, number>>
  readonly codes: readonly number[]
  readonly redirect: Readonly<Record<number, true>>
  readonly empty: Readonly<Record<number, true>>
  readonly retry: Readonly<Record<number, true>>
}

const message: Readonly<Record<number, string>> = phrases()
const code: Readonly<Record<string, number>> = Object.fromEntries(
  Object.entries(message).map(([number, phrase]) => [phrase.toLowerCase(), Number(number)]),
)

function answer(asked: number): string
function answer(asked: string): string | number
function answer(asked: unknown): string | number
function answer(asked: unknown): string | number {
  if (typeof asked === 'number') return phraseOf(asked)
  if (typeof asked !== 'string') throw new TypeError('code must be a number or string')
  const number = Number.parseInt(asked, 10)
  return Number.isNaN(number) ? codeOf(asked) : phraseOf(number)
}

export const status: Statuses = Object.assign(answer, {
  message,
  code,
  codes: Object.keys(message).map(Number),
  redirect: flags([300, 301, 302, 303, 305, 307, 308]),
  empty: flags([204, 205, 304]),
  retry: flags([502, 503, 504]),
})

// biome-ignore lint/style/noDefaultExport: a drop-in is imported the way the original is
export { status as default, status as 'module.exports' }

function phraseOf(number: number): string {
  if (!Object.hasOwn(message, number)) throw new Error(`invalid status code: ${number}`)
  return message[number]!
}

function codeOf(phrase: string): number {
  const key = phrase.toLowerCase()
  if (!Object.hasOwn(code, key)) throw new Error(`invalid status message: "${phrase}"`)
  return code[key]!
}

function phrases(): Readonly<Record<number, string>> {
  const { 104: _upload, 306: _unused, ...known } = OFFICIAL_NAMES
  return {
    ...known,
    413: 'Payload Too Large',
    418: "I'm a Teapot",
    422: 'Unprocessable Entity',
    509: 'Bandwidth Limit Exceeded',
  }
}

function flags(codes: readonly number[]): Readonly<Record<number, true>> {
  return Object.fromEntries(codes.map((number) => [number, true]))
}
