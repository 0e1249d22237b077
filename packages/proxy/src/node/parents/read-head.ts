import { HeadBuffer, type ResponseHead } from '@hopwise/http'
import { Fault } from '@hopwise/journal'
import type { Engine } from '../engine.ts'
import type { FinalHead } from '../final-head.ts'
import type { NextHop } from '../next-hop-pool.ts'
import type { PatienceTable } from '../patience.ts'

type Reading = Pick<Engine, 'deadlines'> & { readonly patience: Pick<PatienceTable, 'response'> }

/**
 * A parent's final response head, for a request that no client is to see: interim ones are dropped.
 * What is behind it stays in the connection.
 *
 * @param label whose it is, for details
 * @throws {Fault} through the promise
 */
export async function readHead(
  { connection, reader }: NextHop,
  label: string,
  { patience, deadlines }: Reading,
): Promise<FinalHead> {
  const sinceMs = deadlines.nowMs
  for (let interim = 0; interim <= INTERIM_MAX; interim++) {
    const buffer = new HeadBuffer()
    let head: ResponseHead | undefined
    while (head === undefined) {
      const piece = connection.take() ?? (await connection.read(patience.response, sinceMs))
      if (piece === undefined) {
        if (interim === 0 && buffer.bytes.length === 0) return 'closed-unanswered'
        throw invalid(`the parent proxy ${label} closed before its answer was complete`)
      }
      const read = buffer.read(piece, (bytes) => reader.read(bytes, 0))
      if (read.kind === 'need-more') continue
      if (read.kind === 'malformed') {
        throw invalid(`the answer of the parent proxy ${label} is not HTTP: ${read.reason}`)
      }
      connection.unread(buffer.bytes, read.rest)
      head = read.value
    }
    if (head.status >= 200) return head
  }
  throw invalid(`the parent proxy ${label} sent too many interim responses`)
}

function invalid(detail: string): Fault {
  return new Fault('PARENT_ANSWER_INVALID', detail)
}

/** More than any server sends; a peer that goes on for ever must end some time. */
const INTERIM_MAX = 32
