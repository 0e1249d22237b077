import { randomUUID } from 'node:crypto'
import { openAtOnce } from '@hopwise/auth'
import { formatAuthority } from '@hopwise/http'
import type { RoutedOrigin } from '../core/choose-route.ts'
import { DirectHandler } from './direct-handler.ts'
import { DirectRequest, type DirectWay, type Dispatch, type Options } from './direct-request.ts'
import type { Hop } from './hop.ts'
import type { Handler } from './passing-handler.ts'
import type { WayOut } from './way-out.ts'

/**
 * The short way for plain http: undici itself sends the request in absolute-form, over connections to
 * the proxy that all origins share. What it has no room for (schemes that sign a connection in, credentials
 * that have to be waited for, content that cannot be sent twice, a 407 that cannot be answered) goes the
 * long way, over a `ForwardingSocket`, from the beginning.
 */
export class DirectForwarding {
  readonly #wayOut: WayOut
  readonly #ways = new Map<string, DirectWay | 'long'>()
  /** Hosts that stand for a proxy in undici's pools: names that no program can guess and no resolver has. */
  readonly #hops = new Map<string, Hop>()

  constructor(wayOut: WayOut) {
    this.#wayOut = wayOut
  }

  /** The proxy that a host of undici's pools stands for. */
  hopFor(hostname: string): Hop | undefined {
    return this.#hops.get(hostname)
  }

  /** Undefined: it has to go the long way. */
  dispatch(options: Options, handler: Handler, dispatch: Dispatch): boolean | undefined {
    const way = this.#wayTo(String(options.origin))
    if (way === undefined || !isPlain(options)) return undefined
    const { hop } = way
    const { asker } = hop
    if (asker.signsConnectionIn || way.mustWait) return undefined
    const request = new DirectRequest(way, options, dispatch)
    const { method } = options
    const content = contentOf(options)
    const attempt = asker.begin({ method, target: request.target, content })
    const opening = openAtOnce(attempt, hop.answers)
    if (opening === undefined) {
      // Who has to be waited for is asked on the long way only, not twice; a first trial is over soon.
      way.mustWait = asker.isPreemptive
      return undefined
    }
    if (opening.kind === 'bare' ? isLarge(content, hop) : opening.connection !== 'any') {
      attempt.abandon()
      return undefined
    }
    const credentials = opening.kind === 'send' ? opening.value : undefined
    return request.send(credentials, new DirectHandler(handler, request, attempt))
  }

  #wayTo(origin: string): DirectWay | undefined {
    const known = this.#ways.get(origin)
    if (known !== undefined) return known === 'long' ? undefined : known
    if (this.#ways.size >= WAYS_MAX) this.#ways.clear()
    const way = this.#findWay(origin)
    this.#ways.set(origin, way ?? 'long')
    return way
  }

  #findWay(text: string): DirectWay | undefined {
    const url = URL.parse(text)
    if (url?.protocol !== 'http:') return undefined
    const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
    const origin: RoutedOrigin = { scheme: 'http', host, port: Number(url.port || 80) }
    const route = this.#wayOut.route(origin)
    if (route.kind !== 'proxy' || this.#wayOut.tunnelsPlainHttp) return undefined
    const hop = this.#wayOut.hop(route.proxy)
    if (hop.isSocks) return undefined
    const authority = formatAuthority(host, url.port ? origin.port : undefined)
    return { hop, authority, base: `http://${authority}`, pool: this.#poolOf(hop), mustWait: false }
  }

  #poolOf(hop: Hop): string {
    for (const [name, known] of this.#hops) if (known === hop) return `http://${name}`
    const name = `${randomUUID()}.invalid`
    this.#hops.set(name, hop)
    return `http://${name}`
  }
}

/** Nothing about it needs what only the long way has: content that is gone once it was sent, upgrades. */
function isPlain({ method, body, upgrade, query, expectContinue, path }: Options): boolean {
  const isRepeatable = body == null || typeof body === 'string' || body instanceof Uint8Array
  const isUsual = method !== 'CONNECT' && !upgrade && !query && !expectContinue
  return isRepeatable && isUsual && path.startsWith('/')
}

function contentOf({ body }: Options): Uint8Array | undefined {
  if (body == null) return undefined
  return typeof body === 'string' ? Buffer.from(body) : (body as Uint8Array)
}

/** Whether the proxy should see the head first: it may ask for credentials when all of it has been sent. */
function isLarge(content: Uint8Array | undefined, { limits }: Hop): boolean {
  return content !== undefined && content.length > limits.replayBytesMax
}

const WAYS_MAX = 1000
