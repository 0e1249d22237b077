import { basic, QUOTED_REALM } from './credentials.ts'
import { fieldValues } from './message-end.ts'
import type { Variables } from './notation.ts'
import type { Playing } from './playing.ts'
import { ProxyProcess } from './proxy-process.ts'
import { ScriptedOrigin } from './scripted-origin.ts'
import { turn } from './turn.ts'

/** A running proxy and an origin of its own for exchanges between the cases. */
export class Stage implements Playing {
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

  async turn(): Promise<void> {
    this.#turns++
    await turn(this.proxy, this.#origin, this.#turns)
  }

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

function pseudonym(head: string): string {
  const name = /^1\.1 ([^ ,]+)/.exec(fieldValues(head, 'Via')[0] ?? '')?.[1]
  if (!name) throw new Error(`a relayed response has no Via (RFC 9110 §7.6.3): ${head}`)
  return name
}
