import { dial } from './connection.ts'
import { basic, QUOTED_REALM } from './credentials.ts'
import { fieldValues, headEnd } from './message-end.ts'
import type { Variables } from './notation.ts'
import { ProxyProcess } from './proxy-process.ts'
import { ScriptedOrigin } from './scripted-origin.ts'

/** A running proxy and an origin of its own for exchanges between the cases. */
export class Stage {
  readonly proxy: ProxyProcess
  /** The pseudonym the proxy uses in `Via` and `Proxy-Status`. */
  readonly name: string
  readonly #origin: ScriptedOrigin
  #turns = 0

  static async open(...options: string[]): Promise<Stage> {
    const proxy = await ProxyProcess.start('--allow-private', ...options)
    const origin = await ScriptedOrigin.start()
    try {
      const stage = new Stage(proxy, origin, pseudonym(await turn(proxy, origin, 0)))
      await stage.settle()
      return stage
    } catch (error) {
      await Promise.all([proxy.stop(), origin.close()])
      throw error
    }
  }

  private constructor(proxy: ProxyProcess, origin: ScriptedOrigin, name: string) {
    this.proxy = proxy
    this.#origin = origin
    this.name = name
  }

  /**
   * One more exchange, on connections of its own: when it is over, whatever the proxy had decided to
   * do before has been done.
   */
  async turn(): Promise<void> {
    this.#turns++
    await turn(this.proxy, this.#origin, this.#turns)
  }

  /** The same, and it is written down: so are all exchanges that ended before. */
  async settle(): Promise<void> {
    await this.turn()
    const path = `/turn/${this.#turns}`
    await this.proxy.entry(path, (entry) => String(entry.target).endsWith(path))
  }

  variables(origin: { readonly authority: string; readonly port: number }): Variables {
    return {
      origin: origin.authority,
      port: String(origin.port),
      proxy: `127.0.0.1:${this.proxy.port}`,
      /** Nothing listens on the port of tcpmux. */
      closed: '127.0.0.1:1',
      name: this.name,
      realm: QUOTED_REALM,
      basic: basic('alice'),
      wrong: basic('alice', 'close sesame'),
      unknown: basic('mallory', 'open sesame'),
    }
  }

  async close(): Promise<void> {
    await this.proxy.stop()
    await this.#origin.close()
  }
}

async function turn(proxy: ProxyProcess, origin: ScriptedOrigin, number: number): Promise<string> {
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

function pseudonym(head: string): string {
  const name = /^1\.1 ([^ ,]+)/.exec(fieldValues(head, 'Via')[0] ?? '')?.[1]
  if (!name) throw new Error(`a relayed response has no Via (RFC 9110 §7.6.3): ${head}`)
  return name
}
