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
 * A download that stands still is not over: octets that are lost four times running arrive after three
 * seconds (RFC 6298 §5.5, from Linux's 200 ms). Within TLS a question and an acknowledgement look alike, and
 * HTTP/2 sends one after many an answer: so who spoke last is not waited with for the whole time.
 */
export const SILENCE: Silence = { ms: 5_000, afterQuestionMs: 10_000 }
const LOOK_MS = 250
