import { formatAuthority } from '@hopwise/http'
import { formatSocksGreeting, readSocksMethod } from '@hopwise/http/socks5'
import { Fault } from '@hopwise/journal'
import type { Parent } from '../../core/parents/parent.ts'
import { nextHopOn } from '../connect-next-hop.ts'
import type { Connection } from '../connection.ts'
import type { Engine } from '../engine.ts'
import { connectTo } from './open-parent.ts'
import { readHead } from './read-head.ts'

/**
 * Whether a parent is there: it takes a connection, with TLS where it is behind TLS, and answers. HTTP is
 * asked with OPTIONS and Max-Forwards 0, which no proxy sends on (RFC 9110 §7.6.2); SOCKS with its
 * greeting. No credentials go with it, and a 407 is an answer as good as any.
 *
 * @returns undefined when it is there, or why not, as the end of a sentence
 */
export async function probeParent(parent: Parent, engine: Engine): Promise<string | undefined> {
  let connection: Connection | undefined
  try {
    connection = await connectTo(parent, engine)
    if (parent.address.scheme === 'socks5') return await greet(connection, engine)
    return await ask(parent, connection, engine)
  } catch (error) {
    if (error instanceof Fault) return error.detail
    throw error
  } finally {
    connection?.destroy()
  }
}

async function ask(
  parent: Parent,
  connection: Connection,
  engine: Engine,
): Promise<string | undefined> {
  const { host, port } = parent.address
  const lines = ['OPTIONS * HTTP/1.1', `Host: ${formatAuthority(host, port)}`, 'Max-Forwards: 0']
  connection.put(`${lines.join('\r\n')}\r\nConnection: close\r\n\r\n`)
  connection.flush()
  const nextHop = nextHopOn(connection, parent.key, parent.label, engine)
  const head = await readHead(nextHop, parent.label, { deadlines: engine.deadlines, patience })
  if (head === 'closed-unanswered') return 'it closes connections without an answer'
  return OUT_OF_SERVICE.has(head.status) ? `it answers ${head.status}` : undefined
}

async function greet(connection: Connection, { deadlines }: Engine): Promise<string | undefined> {
  connection.put(formatSocksGreeting(['none', 'login']))
  connection.flush()
  let octets: Uint8Array = new Uint8Array(0)
  const sinceMs = deadlines.nowMs
  for (;;) {
    const piece = await connection.read(patience.response, sinceMs)
    if (piece === undefined) return 'it closes connections without an answer'
    octets = Buffer.concat([octets, piece])
    const read = readSocksMethod(octets, 0)
    if (read.kind === 'done') return undefined
    if (read.kind === 'malformed') return 'its answer is not SOCKS 5'
  }
}

/** What a balancer says when none of those behind it is there (RFC 9110 §15.6). */
const OUT_OF_SERVICE: ReadonlySet<number> = new Set([502, 503, 504])
/** A proxy answers this by itself: it takes no network. */
const ANSWER_MS = 5_000
const patience = { response: { ms: ANSWER_MS, fault: 'RESPONSE_TIMEOUT' } } as const
