import type { Entry, FaultCode } from '@hopwise/journal'
import { formatParentAddress, type Parent, type ParentFacts } from '@hopwise/proxy'

/** What the latest exchanges have shown of each parent, for whoever opens the relay's page. */
export class ParentNews {
  readonly #latest = new Map<string, 'works' | FaultCode>()

  /** Of every exchange, once it has ended. */
  noted({ parent, outcome, fault }: Entry): void {
    if (parent === undefined) return
    if (fault !== undefined && BROKEN.has(fault)) this.#latest.set(parent, fault)
    else if (fault === 'PARENT_REFUSED' || WORKED.has(outcome)) this.#latest.set(parent, 'works')
  }

  of(parent: Parent): ParentFacts {
    const address = formatParentAddress(parent.address)
    // One that gives way to the next, or to the origin, leaves no fault in any exchange.
    if (parent.health.failures > 0) return { address, news: 'PARENT_UNREACHABLE' }
    return { address, news: this.#latest.get(parent.name) ?? 'not-asked' }
  }
}

/** One that opens no connection to a site (`PARENT_REFUSED`) does its part. */
const BROKEN: ReadonlySet<FaultCode> = new Set<FaultCode>([
  'PARENT_UNREACHABLE',
  'PARENT_TLS_FAILED',
  'PARENT_CHALLENGE_UNANSWERABLE',
  'PARENT_CREDENTIALS_REJECTED',
  'PARENT_CHALLENGE_INVALID',
  'PARENT_ANSWER_INVALID',
])
const WORKED: ReadonlySet<Entry['outcome']> = new Set<Entry['outcome']>(['relayed', 'tunnelled'])
