import { classOf, type StatusClass } from '../status-class.ts'
import { candidatesFor, type Fitting } from './candidates.ts'
import { type Evidence, worth } from './evidence.ts'
import { observe, type ResponseEvidence } from './observation.ts'
import { type SeenProduct, seenProducts } from './products.ts'

/**
 * `certain`: something settles it, or no other meaning is known. `likely`: one leads clearly.
 * `possible`: nothing speaks against it, and not enough for it. `unlikely`: something does.
 */
export type Certainty = 'certain' | 'likely' | 'possible' | 'unlikely'

export interface Candidate extends Fitting {
  readonly certainty: Certainty
}

export interface Identification {
  readonly code: number | undefined
  readonly class: StatusClass | undefined
  /** Best first. Empty for a number nobody is known to send and a response without any mark. */
  readonly candidates: readonly Candidate[]
  /** Everybody who has left a mark: the one who made the response and those who passed it on. */
  readonly products: readonly SeenProduct[]
  /** Whether the first candidate may be told as a fact (`settled`), as a guess, or not at all. */
  readonly verdict: 'settled' | 'likely' | 'open' | 'unknown'
}

/**
 * Ranks what a response may mean, with the evidence for each. Where the evidence does not decide,
 * there are several candidates and the verdict is `open`: a guess never looks like a fact.
 */
export function identify(evidence: ResponseEvidence): Identification {
  const observed = observe(evidence)
  const products = seenProducts(observed)
  const fitting = candidatesFor(observed, products)
  const meanings = fitting.filter(({ role }) => role === 'meaning')
  const candidates = fitting
    .map((one): Candidate => judged(one, meanings))
    .toSorted((a, b) => rank(b) - rank(a))
  return {
    code: observed.code,
    class: observed.code === undefined ? undefined : classOf(observed.code),
    candidates,
    products,
    verdict: verdictOn(candidates),
  }
}

function judged(one: Fitting, meanings: readonly Fitting[]): Candidate {
  if (one.role === 'detail') return { ...one, certainty: detailCertainty(one) }
  if (meanings.length > 1) return { ...one, certainty: rivalCertainty(one, meanings) }
  const only: Evidence = { kind: 'only-meaning', weight: 'weak', what: String(one.entry.row.code) }
  const alone = { ...one, evidence: [...one.evidence, only] }
  return { ...alone, certainty: loneCertainty(alone) }
}

function detailCertainty({ evidence }: Fitting): Certainty {
  if (isSettled(evidence)) return 'certain'
  return worth(evidence) >= LEAD ? 'likely' : 'possible'
}

function loneCertainty({ entry, evidence }: Fitting): Certainty {
  const isDoubted = evidence.some(({ weight }) => weight === 'against')
  if (isSettled(evidence)) return 'certain'
  // A registered number means what the registry says; anybody may use any other.
  if (entry.source.source === 'iana') return isDoubted ? 'likely' : 'certain'
  if (isNeverReceived(evidence)) return 'unlikely'
  return worth(evidence) >= LEAD ? 'likely' : 'possible'
}

/** Only one meaning of a number can be right, so each is judged beside the others. */
function rivalCertainty(one: Fitting, meanings: readonly Fitting[]): Certainty {
  const others = meanings.filter((other) => other !== one)
  const isOtherSettled = others.some(({ evidence }) => isSettled(evidence))
  if (isSettled(one.evidence)) return isOtherSettled ? 'likely' : 'certain'
  const best = Math.max(...others.map(({ evidence }) => worth(evidence)))
  if (isOtherSettled || isNeverReceived(one.evidence) || worth(one.evidence) < 0) return 'unlikely'
  return worth(one.evidence) - best >= GAP ? 'likely' : 'possible'
}

function isNeverReceived(evidence: readonly Evidence[]): boolean {
  return evidence.some(({ kind }) => kind === 'log-only' || kind === 'client-only')
}

function isSettled(evidence: readonly Evidence[]): boolean {
  return evidence.some(({ weight }) => weight === 'settles')
}

/** More certain first; then what says more; a detail before the meaning it explains. */
function rank({ certainty, role, evidence }: Candidate): number {
  return STEPS[certainty] * 10_000 + (role === 'detail' ? 1_000 : 0) + worth(evidence)
}

function verdictOn(candidates: readonly Candidate[]): Identification['verdict'] {
  const best = candidates[0]?.certainty
  if (best === undefined) return 'unknown'
  if (best === 'certain') return 'settled'
  return best === 'likely' ? 'likely' : 'open'
}

/** What a lone mark of its maker is worth. */
const LEAD = 10
/** What the registry alone is worth: enough when nothing speaks for anybody else. */
const GAP = 3
const STEPS: Readonly<Record<Certainty, number>> = {
  certain: 3,
  likely: 2,
  possible: 1,
  unlikely: 0,
}
