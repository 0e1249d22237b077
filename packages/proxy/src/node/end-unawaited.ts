import type { Engine } from './engine.ts'
import type { Silence } from './join-sockets.ts'

/**
 * While a proxy drains: ends tunnels in which nothing is under way, and those that are being opened for a
 * client who has left. Programs keep connections for later; a stop that waited for them would always take
 * all the time that it has.
 *
 * @returns stops looking
 */
export function endUnawaited(engine: Pick<Engine, 'joined' | 'opening'>): () => void {
  const look = (): void => {
    for (const tunnel of engine.joined) if (!tunnel.isUnderWay(SILENCE)) tunnel.destroy()
    // Who has ended may still wait for a response; a tunnel would carry nothing of theirs.
    for (const { connection } of engine.opening) {
      if (connection.state === 'ended') connection.destroy()
    }
  }
  look()
  const timer = setInterval(look, LOOK_MS)
  return () => clearInterval(timer)
}

/**
 * Within TLS a question and an acknowledgement look alike: HTTP/2 sends one after each answer. So who
 * spoke last is not waited with for the whole time.
 */
export const SILENCE: Silence = { ms: 2_000, afterQuestionMs: 10_000 }
const LOOK_MS = 250
