import type { Outcome } from '@hopwise/journal'
import type { Scene } from './refuse.ts'

/** Writes the exchange down. Called once, at its end, on every path; `nowMs` is monotonic. */
export function record(
  { exchange, client, engine }: Scene,
  outcome: Outcome,
  status: number,
  nowMs: number = performance.now(),
): void {
  exchange.toClientBytes = client.connection.sentBytes - exchange.sentBefore
  engine.record(exchange.entry(outcome, status, nowMs))
}
