import { bodyReader, type Framing } from '@hopwise/http'
import { Fault } from '@hopwise/journal'
import type { Afterwards } from './client-connection.ts'
import type { Connection } from './connection.ts'
import type { Engine } from './engine.ts'

/** Reads a request's content to its end and drops it, so that the next request can be read. */
export async function discardContent(
  framing: Framing,
  connection: Connection,
  engine: Engine,
): Promise<Afterwards> {
  const reader = bodyReader(framing)
  let piece = connection.take() ?? NOTHING
  let at = 0
  for (;;) {
    const step = reader.next(piece, at)
    if (step.kind === 'done') {
      connection.unread(piece, step.rest)
      return 'persist'
    }
    if (step.kind === 'malformed') return 'close'
    if (step.kind === 'data') {
      at = step.end
      continue
    }
    const more = await readOrNothing(connection, engine)
    if (more === undefined) return 'close'
    piece = more
    at = 0
  }
}

/**
 * Lets the answer arrive before the connection ends (RFC 9112 §9.6): our side is closed, the client's
 * octets are read and dropped until it has noticed, for a bounded time.
 */
export async function linger(connection: Connection, engine: Engine): Promise<void> {
  const untilMs = performance.now() + engine.limits.lingerTimeoutMs
  connection.socket.end()
  while (performance.now() < untilMs) {
    const piece = await readOrNothing(connection, engine)
    if (piece === undefined) break
  }
  connection.destroy()
}

/** `undefined` for the end and for a client that has gone silent: here they mean the same. */
async function readOrNothing(
  connection: Connection,
  engine: Engine,
): Promise<Uint8Array | undefined> {
  try {
    return await connection.read(engine.patience.linger)
  } catch (error) {
    if (error instanceof Fault) return undefined
    throw error
  }
}

const NOTHING = new Uint8Array(0)
