import net, { isIP, type NetConnectOpts, type Socket } from 'node:net'
import { type ConnectionOptions, connect as connectTls } from 'node:tls'
import {
  type Answers,
  type Asker,
  type ClientNeed,
  createAsker,
  SOCKS_SCHEMES,
} from '@hopwise/auth'
import { TOOLS } from '@hopwise/auth/node'
import { type Fields, NO_FIELDS } from '@hopwise/http'
import { GivenCredentials } from '../core/given-credentials.ts'
import { GivenSpace } from '../core/given-space.ts'
import type { AgentLimits } from '../core/limits.ts'
import type { Destination } from '../core/no-proxy.ts'
import { formatProxyAddress, type ProxyAddress } from '../core/proxy-address.ts'
import { ProxyFault, type ProxyFaultCode } from '../core/proxy-fault.ts'
import { type ProxyFieldsSource, readProxyFields } from '../core/proxy-fields.ts'
import { faultFrom } from './fault-from.ts'
import { Wire } from './wire.ts'

export interface HopOptions {
  readonly proxy: ProxyAddress
  /** Who knows logins, tokens and tickets for this proxy. */
  readonly answers: Answers<ClientNeed>
  readonly limits: AgentLimits
  /** For TLS to the proxy. */
  readonly tls?: ConnectionOptions | undefined
  /** For the connection below it: `localAddress`, `family`, `lookup` … */
  readonly connection?: Partial<NetConnectOpts> | undefined
  /** What it is sent besides what every request has. */
  readonly fields?: ProxyFieldsSource | undefined
}

/** One proxy as the next hop of a program: how it is reached, and what is known of its credentials. */
export class Hop {
  /** Without the login. */
  readonly name: string
  readonly asker: Asker
  readonly answers: Answers<ClientNeed>
  readonly limits: AgentLimits
  /** Somebody is finding out whether credentials in doubt are still right. */
  recheck: Promise<void> | undefined
  /** Whether it takes SOCKS 5 and no HTTP: what is sent through it is for origins. */
  readonly isSocks: boolean
  readonly #proxy: ProxyAddress
  readonly #tls: ConnectionOptions | undefined
  readonly #connection: Partial<NetConnectOpts> | undefined
  readonly #fields: ProxyFieldsSource | undefined

  constructor({ proxy, answers, limits, tls, connection, fields }: HopOptions) {
    this.name = formatProxyAddress(proxy)
    this.isSocks = proxy.scheme === 'socks5'
    // SOCKS has no fields.
    const given =
      fields && !this.isSocks
        ? new GivenCredentials(() => readProxyFields(fields).authorization)
        : undefined
    const settings = { tools: TOOLS, schemes: this.isSocks ? SOCKS_SCHEMES : undefined }
    this.asker = given ? new GivenSpace(settings, given) : createAsker(settings)
    this.answers = given?.answering(answers) ?? answers
    this.limits = limits
    this.#proxy = proxy
    this.#tls = tls
    this.#connection = connection
    this.#fields = fields
  }

  /** What the proxy is sent besides what every request has, and besides credentials. */
  get fields(): Fields {
    return this.#fields === undefined ? NO_FIELDS : readProxyFields(this.#fields).fields
  }

  /** Whether that is where this proxy is: whoever asks there speaks to the proxy itself. */
  isAt({ host, port }: Destination): boolean {
    return host === this.#proxy.host && port === this.#proxy.port
  }

  /**
   * @param what it did, to go on behind its name
   * @param target what it was asked for
   */
  fault(code: ProxyFaultCode, what: string, target?: string): ProxyFault {
    return new ProxyFault(code, `${this.name} ${what}`, { proxy: this.name, target })
  }

  /** It answers as if it knew the password, and does not. */
  notAuthentic(target: string): ProxyFault {
    const what = 'took the credentials and did not prove that it knows them'
    return this.fault('PROXY_NOT_AUTHENTIC', what, target)
  }

  /** A fresh connection; rejects with a `ProxyFault`. */
  async open(target: string, signal?: AbortSignal): Promise<Wire> {
    signal?.throwIfAborted()
    const socket = this.#socket()
    socket.setNoDelay(true)
    const ready = this.#proxy.scheme === 'https' ? 'secureConnect' : 'connect'
    try {
      await this.#settled(socket, ready, target, signal)
    } catch (error) {
      socket.destroy()
      throw faultFrom(error, { proxy: this.name, target })
    }
    return new Wire(socket)
  }

  #socket(): Socket {
    const { scheme, host, port } = this.#proxy
    const over = this.#connection
    if (scheme !== 'https') return connectTcp({ ...over, host, port } as NetConnectOpts)
    const servername = isIP(host) === 0 ? { servername: host } : {}
    const secure = { ...servername, ALPNProtocols: ['http/1.1'], ...this.#tls }
    return connectTls({ ...over, host, port, ...secure } as ConnectionOptions)
  }

  #settled(
    socket: Socket,
    ready: string,
    target: string,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const { connectTimeoutMs } = this.limits
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        const what = `did not take the connection within ${connectTimeoutMs} ms`
        finish(() => reject(this.fault('CONNECT_TIMEOUT', what, target)))
      }, connectTimeoutMs)
      const onReady = (): void => finish(resolve)
      const onError = (error: Error): void => finish(() => reject(error))
      const onAbort = (): void => finish(() => reject(signal?.reason))
      socket.once(ready, onReady).once('error', onError)
      signal?.addEventListener('abort', onAbort, { once: true })
      const finish = (then: () => void): void => {
        clearTimeout(timer)
        socket.off(ready, onReady).off('error', onError)
        // What fails from here on is for whoever has it; a failure after this one is for nobody.
        socket.on('error', () => undefined)
        signal?.removeEventListener('abort', onAbort)
        then()
      }
    })
  }
}

/** As it was before `register` put its own there, which comes here for a connection. */
const { connect: connectTcp } = net
