import type { Outcome } from '@hopwise/journal'
import type { Scene } from './refuse.ts'

/** Writes the exchange down. Called once, at its end, on every path. */
export function record(
  { exchange, client, engine }: Scene,
  outcome: Outcome,
  status: number,
): void {
  exchange.toClientBytes = client.connection.sentBytes - exchange.sentBefore
  engine.record(exchange.entry(outcome, status, performance.now()))
}
