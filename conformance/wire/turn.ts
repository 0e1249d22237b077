import { dial } from './connection.ts'
import { basic } from './credentials.ts'
import { headEnd } from './message-end.ts'
import type { ProxyProcess } from './proxy-process.ts'
import type { ScriptedOrigin } from './scripted-origin.ts'

/** One exchange on connections of its own; gives the head of the response. */
export async function turn(
  proxy: Pick<ProxyProcess, 'port'>,
  origin: ScriptedOrigin,
  number: number,
): Promise<string> {
  const client = await dial(proxy.port)
  await client.send(
    `GET http://${origin.authority}/turn/${number} HTTP/1.1\r\nHost: ${origin.authority}\r\n` +
      `Proxy-Authorization: ${basic('alice')}\r\nConnection: close\r\n\r\n`,
  )
  const asked = await origin.until('the turn', () =>
    origin.connections.find((one) => headEnd(one.unread) !== undefined),
  )
  asked.take(asked.unread.length)
  await asked.send('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')
  const end = await client.until('its answer', () => headEnd(client.unread))
  const head = client.take(end)
  client.close()
  return head
}
