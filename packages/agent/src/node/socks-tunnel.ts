import type { Socket } from 'node:net'
import { connectBySocks, type SocksLine, type SocksRequest, type SocksSignIn } from '@hopwise/auth'
import { formatAuthority, type Read } from '@hopwise/http'
import type { SocksProblem } from '@hopwise/http/socks5'
import type { Destination } from '../core/no-proxy.ts'
import type { ProxyFault, ProxyFaultCode } from '../core/proxy-fault.ts'
import { socksFault } from '../core/socks-fault.ts'
import { faultFrom } from './fault-from.ts'
import type { Hop } from './hop.ts'
import type { Wire } from './wire.ts'

export interface SocksTunnelOptions extends Pick<SocksRequest, 'told'> {
  readonly signal?: AbortSignal | undefined
  /** In the place of what the hop knows. */
  readonly login?: SocksSignIn | undefined
}

/**
 * Opens a connection to a destination through a SOCKS 5 proxy, which resolves its name. Octets that came
 * early are in it. Rejects with a `ProxyFault`, or with the signal's reason.
 */
export async function openSocksTunnel(
  hop: Hop,
  destination: Destination,
  { signal, told, login = hop }: SocksTunnelOptions = {},
): Promise<Socket> {
  const target = formatAuthority(destination.host, destination.port)
  const evidence = { proxy: hop.name, target }
  const wire = await hop.open(target, signal)
  const onAbort = (): void => wire.fail(signal?.reason as Error)
  signal?.addEventListener('abort', onAbort, { once: true })
  try {
    signal?.throwIfAborted()
    const line = new WireLine(wire, hop, target)
    const outcome = await connectBySocks(line, { ...destination, login, told })
    if (outcome.kind === 'connected') return wire.release()
    throw socksFault(outcome, destination, evidence)
  } catch (error) {
    wire.destroy()
    throw faultFrom(error, evidence)
  } finally {
    signal?.removeEventListener('abort', onAbort)
  }
}

/** SOCKS over a connection, with a limit to how long each message takes. */
class WireLine implements SocksLine {
  readonly #wire: Wire
  readonly #hop: Hop
  readonly #target: string

  constructor(wire: Wire, hop: Hop, target: string) {
    this.#wire = wire
    this.#hop = hop
    this.#target = target
  }

  send(octets: Uint8Array): void {
    this.#wire.write(octets)
  }

  async read<T>(reader: (bytes: Uint8Array, from: number) => Read<T, SocksProblem>): Promise<T> {
    const stop = this.#deadline()
    try {
      return await this.#message(reader)
    } finally {
      stop()
    }
  }

  async #message<T>(
    reader: (bytes: Uint8Array, from: number) => Read<T, SocksProblem>,
  ): Promise<T> {
    let octets: Uint8Array = new Uint8Array(0)
    for (;;) {
      const piece = await this.#wire.read()
      if (piece === undefined) throw this.#fault('NEXT_HOP_CLOSED', CLOSED)
      octets = octets.length === 0 ? piece : Buffer.concat([octets, piece])
      const read = reader(octets, 0)
      if (read.kind === 'malformed') {
        throw this.#fault('RESPONSE_MALFORMED', isHttp(octets) ? HTTP : NOT_SOCKS)
      }
      if (read.kind === 'need-more') continue
      this.#wire.giveBack(octets.subarray(read.rest))
      return read.value
    }
  }

  #deadline(): () => void {
    const { tunnelTimeoutMs } = this.#hop.limits
    const timer = setTimeout(() => {
      const detail = `did not answer within ${tunnelTimeoutMs} ms`
      this.#wire.fail(this.#fault('RESPONSE_TIMEOUT', detail))
    }, tunnelTimeoutMs)
    return () => clearTimeout(timer)
  }

  #fault(code: ProxyFaultCode, what: string): ProxyFault {
    return this.#hop.fault(code, what, this.#target)
  }
}

function isHttp(octets: Uint8Array): boolean {
  return octets[0] === 0x48 && octets[1] === 0x54
}

const HTTP = 'speaks HTTP and not SOCKS 5: its address begins with http://'
const NOT_SOCKS = 'does not speak SOCKS 5'
const CLOSED = 'closed the connection before it was open to the destination'
