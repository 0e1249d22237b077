import type { Evidence, EvidenceKind } from '../identify/evidence.ts'
import type { Certainty, Identification } from '../identify/identify.ts'
import type { PasteProblem } from '../parse/parse-response-text.ts'
import type {
  Actor,
  CrawlerEffect,
  Emitter,
  Family,
  FaultParty,
  FieldLevel,
  RetryAdvice,
  Row,
  Standing,
} from '../row.ts'
import type { StatusClass } from '../status-class.ts'

/** What the values in the data are called in one language: a missing one does not compile. */
export interface Words {
  readonly standing: Readonly<Record<Standing, string>>
  readonly class: Readonly<Record<StatusClass, string>>
  readonly family: Readonly<Record<Family, string>>
  readonly party: Readonly<Record<FaultParty, string>>
  readonly actor: Readonly<Record<Actor, string>>
  readonly emitter: Readonly<Record<Emitter, string>>
  readonly lasting: Readonly<Record<Row['lasting'], string>>
  readonly retry: Readonly<Record<RetryAdvice, string>>
  readonly fieldLevel: Readonly<Record<FieldLevel, string>>
  readonly google: Readonly<Record<NonNullable<CrawlerEffect['google']>, string>>
  readonly yandex: Readonly<Record<NonNullable<CrawlerEffect['yandex']>, string>>
  readonly crawlerBasis: Readonly<Record<CrawlerEffect['basis'], string>>
  readonly certainty: Readonly<Record<Certainty, string>>
  readonly verdict: Readonly<Record<Identification['verdict'], string>>
  readonly pasteProblem: Readonly<Record<PasteProblem, string>>
  /** `{what}` and `{value}` stand for what was seen. */
  readonly evidence: Readonly<Record<EvidenceKind, string>>
}

/** One piece of evidence as a sentence without its full stop. */
export function evidenceLine({ kind, what, value }: Evidence, words: Words): string {
  return words.evidence[kind].replace(/\{(what|value)\}/g, (_, name) =>
    name === 'what' ? what : (value ?? ''),
  )
}
