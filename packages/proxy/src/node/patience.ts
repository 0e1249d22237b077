import type { Limits } from '../core/limits.ts'
import type { Patience } from './connection.ts'

/** Every wait of the engine: how long, and what it is called when it was too long. */
export interface PatienceTable {
  readonly nextRequest: Patience
  readonly head: Patience
  readonly body: Patience
  /** For a peer that is right to wait: something else limits it. */
  readonly forever: Patience
  readonly response: Patience
  readonly relay: Patience
  readonly linger: Patience
}

export function patienceOf(limits: Limits): PatienceTable {
  return {
    nextRequest: { ms: limits.idleTimeoutMs, fault: 'none' },
    head: { ms: limits.headTimeoutMs, fault: 'HEAD_TIMEOUT' },
    body: { ms: limits.bodyTimeoutMs, fault: 'BODY_TIMEOUT' },
    forever: { ms: Number.POSITIVE_INFINITY, fault: 'BODY_TIMEOUT' },
    response: { ms: limits.responseTimeoutMs, fault: 'RESPONSE_TIMEOUT' },
    relay: { ms: limits.relayTimeoutMs, fault: 'RELAY_IDLE' },
    linger: { ms: Math.min(5_000, limits.lingerTimeoutMs), fault: 'BODY_TIMEOUT' },
  }
}
