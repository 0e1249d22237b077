import { FAULTS, type FaultCode } from './fault-codes.ts'
import type { Party, Phase, Retry } from './phase.ts'

/**
 * Something a peer or a network did that ends an exchange. Expected outcomes (challenged, forbidden)
 * are values, bugs are `TypeError`: neither is a `Fault`.
 */
export class Fault extends Error {
  override readonly name = 'Fault'
  readonly code: FaultCode
  /** One sentence, what happened and to what: no advice, no secret. */
  readonly detail: string

  constructor(code: FaultCode, detail: string, options?: { readonly cause?: unknown }) {
    super(`${code}: ${detail}`, options)
    this.code = code
    this.detail = detail
  }

  get status(): number {
    return FAULTS[this.code].status
  }
  get phase(): Phase {
    return FAULTS[this.code].phase
  }
  get party(): Party {
    return FAULTS[this.code].party
  }
  get retry(): Retry {
    return FAULTS[this.code].retry
  }
}
