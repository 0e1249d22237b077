import {
  bodyReader,
  connectionOptions,
  firstOf,
  type ResponseHead,
  responseFraming,
} from '@hopwise/http'
import { Fault } from '@hopwise/journal'
import type { Connection } from '../connection.ts'
import type { Engine } from '../engine.ts'

/**
 * Reads the content of a response that nobody will see, and drops it: bounded, because a parent may
 * explain its 407 in ten megabytes, or in one octet now and then. Tells whether the connection can go on; where not it is closed.
 */
export async function dropContent(
  method: string,
  head: ResponseHead,
  connection: Connection,
  engine: Engine,
): Promise<boolean> {
  const goesOn = canGoOn(head) && (await isDropped(method, head, connection, engine))
  if (goesOn && connection.isUsable) return true
  connection.destroy()
  return false
}

/** HTTP/1.0 proxies that speak NTLM keep their connections and say so, by whichever name. */
function canGoOn(head: ResponseHead): boolean {
  const { close, keepAlive } = connectionOptions(head.fields)
  const older = firstOf(head.fields, 'proxy-connection')?.toLowerCase()
  if (close || older === 'close') return false
  return head.minorVersion === 1 || keepAlive || older === 'keep-alive'
}

async function isDropped(
  method: string,
  head: ResponseHead,
  connection: Connection,
  engine: Engine,
): Promise<boolean> {
  const framed = responseFraming(method, head)
  // Content that ends with the connection leaves nothing to go on with.
  if (framed.kind === 'malformed' || framed.framing.kind === 'close') return false
  const reader = bodyReader(framed.framing)
  const sinceMs = engine.deadlines.nowMs
  let piece: Uint8Array = NOTHING
  let at = 0
  let bytes = 0
  for (;;) {
    const step = reader.next(piece, at)
    if (step.kind === 'done') {
      connection.unread(piece, step.rest)
      return true
    }
    if (step.kind === 'malformed') return false
    if (step.kind === 'data') {
      at = step.end
      continue
    }
    const more = await readOrNothing(connection, engine, sinceMs)
    bytes += more?.length ?? 0
    if (more === undefined || bytes > DROPPED_BYTES_MAX) return false
    piece = more
    at = 0
  }
}

async function readOrNothing(
  connection: Connection,
  engine: Engine,
  sinceMs: number,
): Promise<Uint8Array | undefined> {
  try {
    return connection.take() ?? (await connection.read(engine.patience.linger, sinceMs))
  } catch (error) {
    // Late: what it has to say is not worth waiting for. A client that is gone is told to whoever waits next.
    if (error instanceof Fault) return undefined
    throw error
  }
}

const NOTHING = new Uint8Array(0)
/** Squid's page is 4 KiB; beyond this a new connection is cheaper. */
const DROPPED_BYTES_MAX = 64 * 1024
