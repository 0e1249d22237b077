import { ReasonPhrases } from './reason-phrases.ts'
import { StatusCodes } from './status-codes.ts'

/** The phrase of a code. @throws Error for a code that the package does not have. */
export function getReasonPhrase(statusCode: number | string): string {
  const phrase = PHRASES.get(statusCode.toString())
  if (phrase === undefined) throw new Error(`Status code does not exist: ${statusCode}`)
  return phrase
}

/** The code of a phrase, exactly as written. @throws Error for a phrase that the package does not have. */
export function getStatusCode(reasonPhrase: string): number {
  const code = CODES.get(reasonPhrase)
  if (code === undefined) throw new Error(`Reason phrase does not exist: ${reasonPhrase}`)
  return code
}

/** The former name of `getReasonPhrase`. */
export const getStatusText: typeof getReasonPhrase = getReasonPhrase

const PAIRS = Object.entries(ReasonPhrases).map(
  ([name, phrase]) => [StatusCodes[name as keyof typeof ReasonPhrases], phrase] as const,
)
const PHRASES: ReadonlyMap<string, string> = new Map(
  PAIRS.map(([code, phrase]) => [String(code), phrase]),
)
const CODES: ReadonlyMap<string, number> = new Map(PAIRS.map(([code, phrase]) => [phrase, code]))
