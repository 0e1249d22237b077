import { Fault } from '@hopwise/journal'
import type { Connection } from './connection.ts'
import type { NextHop } from './next-hop-pool.ts'

/**
 * From now on, until the client's `onClose` is taken back, whoever waits for the next hop is told when
 * the client goes.
 *
 * @throws {Fault} when it has gone already
 */
export function endWithClient(client: Connection, nextHop: NextHop): void {
  nextHop.forsaken ??= () => nextHop.connection.fail(clientGone())
  client.onClose = nextHop.forsaken
  if (client.state === 'broken') throw clientGone()
}

function clientGone(): Fault {
  return new Fault('CLIENT_GONE', 'the client closed before the response was complete')
}
