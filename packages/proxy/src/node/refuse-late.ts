import type { Refused } from '@hopwise/auth'
import { Fault } from '@hopwise/journal'
import type { Afterwards } from './client-connection.ts'
import { refuse, type Scene } from './refuse.ts'

/**
 * Refuses credentials after a while. Where too many wait already the answer is another, and at once:
 * whoever is told to come back later holds no connection.
 */
export async function refuseLate(
  scene: Scene,
  fault: Fault,
  refused: Refused,
  holdMs: number,
): Promise<Afterwards> {
  const { exchange, client, engine } = scene
  if (engine.isDraining) return refuse(scene, fault)
  const held = engine.heldAnswers.hold(holdMs, client.connection)
  if (held === undefined) {
    exchange.refused = { ...refused, retryAfterMs: holdMs }
    return refuse(scene, new Fault('AUTHENTICATION_LIMITED', 'too many answers are held back'))
  }
  if ((await held) === 'due') return refuse(scene, fault)
  return refuse(scene, new Fault('CLIENT_GONE', 'the client left before it was answered'))
}
