import { lookup } from './lookup.ts'
import type { RetryAdvice } from './row.ts'

/**
 * What has to happen before the request is worth sending again. Of an unregistered code only the
 * class is known, so it is that of x00 (RFC 9110 §15).
 */
export function retryAdvice(code: number): RetryAdvice {
  const found = lookup(code)
  if (found.kind === 'registered') return found.retry
  const general = lookup(found.treatAs)
  return general.kind === 'registered' ? general.retry : 'no'
}

/**
 * Whether the same request, unchanged, may fare better: at once, on a new connection or after a
 * delay. Whether it may be repeated without asking the user also depends on its method
 * (RFC 9110 §9.2.2).
 */
export function isRetryable(code: number): boolean {
  return WITHOUT_CHANGE.has(retryAdvice(code))
}

const WITHOUT_CHANGE: ReadonlySet<RetryAdvice> = new Set([
  'same-request',
  'new-connection',
  'after-delay',
])
