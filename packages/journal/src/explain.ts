import { reasonPhrase } from '@hopwise/status'
import { catalogueFor, type Language } from './catalogue/catalogue-for.ts'
import { FAULTS, type FaultCode } from './fault-codes.ts'
import type { Party, Phase, Retry } from './phase.ts'
import { redactedDetail } from './redact.ts'

/**
 * Everything a client is told about a fault, as plain text: whoever renders it into HTML, problem
 * details or one line escapes it for that form. Backticks stand around what is typed.
 */
export interface Explanation {
  readonly code: FaultCode
  readonly status: number
  /** English whatever the language: it is part of the protocol. */
  readonly reasonPhrase: string
  readonly title: string
  readonly happened: string
  /** What exactly, in this exchange. */
  readonly detail: string
  /** Who must act. */
  readonly act: string
  /** Temporary or permanent, and what ends it. */
  readonly lasts: string
  readonly next: string
  readonly party: Party
  readonly partyWords: string
  readonly phase: Phase
  readonly phaseWords: string
  readonly retry: Retry
  readonly retryWords: string
  readonly exchange: string
  /** The page about this fault; `type` of problem details (RFC 9457 §3.1.1). */
  readonly docs: string
  /** For `Content-Language`. */
  readonly language: string
}

/** The explanation of one fault in one exchange. */
export function explain(
  code: FaultCode,
  detail: string,
  exchangeId: string,
  language: Language,
): Explanation {
  const { status, party, phase, retry } = FAULTS[code]
  const catalogue = catalogueFor(language)
  return {
    code,
    status,
    reasonPhrase: reasonPhrase(status),
    ...catalogue.faults[code],
    detail: redactedDetail(detail),
    party,
    partyWords: catalogue.parties[party],
    phase,
    phaseWords: catalogue.phases[phase],
    retry,
    retryWords: catalogue.retries[retry],
    exchange: exchangeId,
    docs: docsUrl(code),
    language: catalogue.tag,
  }
}

/**
 * Where the page about a fault is read: at the proxy itself, so that it is there without any other
 * network and fits the version that is running.
 */
export function docsUrl(code: FaultCode): string {
  return `http://hopwise.internal/errors/${code}`
}
