import { Fault } from '@hopwise/journal'
import type { Connection, Patience } from './connection.ts'

/**
 * The next piece of a content that has not come whole.
 *
 * @throws {Fault} `CLIENT_GONE` when the client ended instead; that of the connection or of `patience`
 */
export async function moreContent(client: Connection, patience: Patience): Promise<Uint8Array> {
  const piece = client.take() ?? (await client.read(patience))
  if (piece !== undefined) return piece
  throw new Fault('CLIENT_GONE', 'the client ended before its content did')
}

/** @param reason of the reader that could not go on */
export function malformedContent(reason: string): Fault {
  return new Fault('BODY_MALFORMED', `the request's content: ${reason}`)
}
