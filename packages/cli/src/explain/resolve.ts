import { type Entry, find, lookup, type StatusClass } from '@hopwise/status/all'
import {
  type Candidate,
  type Identification,
  identify,
  type Pasted,
  parseResponseText,
  type ResponseEvidence,
} from '@hopwise/status/identify'

export type HeaderLine = readonly [name: string, value: string]

/** What a question means, as far as the registry and the evidence go. */
export type Resolved =
  | Known
  /** A number that can be sent, but nobody is known to. */
  | {
      readonly kind: 'unregistered'
      readonly code: number
      readonly class: StatusClass
      readonly treatAs: number
      readonly products: Identification['products']
    }
  | { readonly kind: 'nothing' }

export interface Known {
  readonly kind: 'known'
  readonly code: number | undefined
  /** `open`: several are possible and nothing decides. */
  readonly verdict: 'settled' | 'likely' | 'open'
  /** Best first, never empty. */
  readonly candidates: readonly Candidate[]
  /** Rows with the same number that is no status code there. */
  readonly elsewhere: readonly Entry[]
  readonly products: Identification['products']
  readonly problems: Pasted['problems']
  /** Whether more was given than a code or a name. */
  readonly hasEvidence: boolean
}

/** Resolves one word or a pasted text of any kind, with fields that were given besides. */
export function resolve(text: string, headers: readonly HeaderLine[]): Resolved {
  const found = isOneLine(text) ? find(text) : ({ by: 'nothing', entries: [] } as const)
  if (headers.length === 0 && found.entries.length > 0 && found.code === undefined) {
    if (!SUB_CODE.test(text.trim())) return named(found.entries)
  }
  const pasted = parseResponseText(found.code === undefined ? text : String(found.code))
  const evidence = squidResult(text) ?? pasted.evidence
  const given = evidence.headers === undefined ? [] : [...(evidence.headers as HeaderLine[])]
  const identified = identify({ ...evidence, headers: [...given, ...headers] })
  const meant = identified.candidates.map(({ entry }) => entry)
  const elsewhere = found.entries.filter((entry) => !meant.includes(entry))
  if (identified.candidates.length === 0) return withoutMeaning(identified, elsewhere)
  return {
    kind: 'known',
    code: identified.code,
    verdict: identified.verdict === 'unknown' ? 'open' : identified.verdict,
    candidates: answerFirst(identified.candidates),
    elsewhere,
    products: identified.products,
    problems: pasted.problems.filter((one) => one !== 'no-code' || identified.code === undefined),
    hasEvidence: headers.length > 0 || !SAYS_ONLY_A_CODE.has(pasted.form),
  }
}

/**
 * `TCP_DENIED/407`, as it is copied out of the middle of a line of Squid's log, or `TCP_MISS_ABORTED`:
 * the flags that one begins with are combined freely.
 */
function squidResult(text: string): ResponseEvidence | undefined {
  const [, token, code] =
    /^([A-Z]+(?:_[A-Z]+)+)\/(\d{3})$/.exec(text.trim()) ??
    /^((?:TCP|UDP|NONE)(?:_[A-Z]+)+)$/.exec(text.trim()) ??
    []
  if (token === undefined) return undefined
  const context = { seenIn: 'log', product: 'squid', tokens: [token] } as const
  return code === undefined ? { context } : { code: Number(code), context }
}

/**
 * What a client made of a refusal says less than the code it was refused with: curl's exit 56
 * comes after the 407.
 */
function answerFirst(candidates: readonly Candidate[]): readonly Candidate[] {
  const [first] = candidates
  const code = candidates.find(
    ({ role, certainty }) => role === 'meaning' && certainty === 'certain',
  )
  const isBehind = first?.entry.source.family === 'client-failure' && code !== undefined
  return isBehind ? [code, ...candidates.filter((one) => one !== code)] : candidates
}

/** A word that several sources have is shown for each of them: nothing says which is meant. */
function named(entries: readonly Entry[]): Known {
  const certainty = entries.length === 1 ? 'certain' : 'possible'
  return {
    kind: 'known',
    code: undefined,
    verdict: entries.length === 1 ? 'settled' : 'open',
    candidates: entries.map((entry) => ({ entry, role: 'meaning', certainty, evidence: [] })),
    elsewhere: [],
    products: [],
    problems: [],
    hasEvidence: false,
  }
}

function withoutMeaning(identified: Identification, elsewhere: readonly Entry[]): Resolved {
  const { code, products } = identified
  if (elsewhere.length > 0) return named(elsewhere)
  if (code === undefined || code < 100 || code > 999) return { kind: 'nothing' }
  const known = lookup(code)
  const treatAs = known.kind === 'unregistered' ? known.treatAs : code
  return { kind: 'unregistered', code, class: known.class, treatAs, products }
}

function isOneLine(text: string): boolean {
  return text.length <= WORD_MAX && !text.includes('\n')
}

/** Of IIS: the number before the point has a meaning of its own, so the whole is evidence. */
const SUB_CODE = /^\d{3}\.\d{1,3}$/
const SAYS_ONLY_A_CODE: ReadonlySet<Pasted['form']> = new Set(['code', 'empty', 'unknown'])
// The longest name has 60 letters, the longest constant 70.
const WORD_MAX = 100
