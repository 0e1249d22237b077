import { randomUUID } from 'node:crypto'
import { openAtOnce, type Secret } from '@hopwise/auth'
import { type Fields, formatAuthority } from '@hopwise/http'
import type { Dispatcher } from 'undici'
import type { RoutedOrigin } from '../core/choose-route.ts'
import { DirectHandler } from './direct-handler.ts'
import type { Hop } from './hop.ts'
import type { WayOut } from './way-out.ts'

type Options = Dispatcher.DispatchOptions
type Handler = Dispatcher.DispatchHandler
/** Hands a request to undici's pools. */
export type Dispatch = (options: Options, handler: Handler) => boolean

/**
 * The short way for plain http: undici itself sends the request in absolute-form, over connections to
 * the proxy that all origins share. What it has no room for (schemes that sign a connection in, credentials
 * that have to be waited for, content that cannot be sent twice, a 407 that cannot be answered) goes the
 * long way, over a `ForwardingSocket`, from the beginning.
 */
export class DirectForwarding {
  readonly #wayOut: WayOut
  readonly #ways = new Map<string, Way | 'long'>()
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
    const { hop, base } = way
    const { asker } = hop
    if (asker.signsConnectionIn || way.mustWait) return undefined
    const target = `${base}${options.path}`
    const content = contentOf(options)
    const attempt = asker.begin({ method: options.method, target, content })
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
    const send = (credentials: Secret | undefined, by: Handler): boolean => {
      const headers = withFields(options.headers, way.authority, credentials, hop.fields)
      return dispatch({ ...options, origin: way.pool, path: target, headers }, by)
    }
    const direct = new DirectHandler({
      handler,
      attempt,
      hop,
      method: options.method,
      target,
      answer: (credentials) => send(credentials, direct),
      again: () => dispatch(options, handler),
    })
    return send(opening.kind === 'send' ? opening.value : undefined, direct)
  }

  #wayTo(origin: string): Way | undefined {
    const known = this.#ways.get(origin)
    if (known !== undefined) return known === 'long' ? undefined : known
    if (this.#ways.size >= WAYS_MAX) this.#ways.clear()
    const way = this.#findWay(origin)
    this.#ways.set(origin, way ?? 'long')
    return way
  }

  #findWay(text: string): Way | undefined {
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

interface Way {
  readonly hop: Hop
  /** As `Host` has it. */
  readonly authority: string
  readonly base: string
  readonly pool: string
  /** Whether credentials are not there at once. */
  mustWait: boolean
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

/** Flat, as undici takes it fastest. */
function withFields(
  headers: Options['headers'],
  authority: string,
  credentials: Secret | undefined,
  more: Fields,
): string[] {
  const ours = credentials ? ['proxy-authorization', credentials.reveal()] : []
  // Nothing is made for those that are not there: most requests of programs have none of their own.
  if (headers == null && more.length === 0) return ['host', authority, ...ours]
  const flat = flattened(headers)
  if (!has(flat, 'host')) flat.push('host', authority)
  for (const { name, value } of more.filter(({ key }) => !has(flat, key))) flat.push(name, value)
  flat.push(...ours)
  return flat
}

function flattened(headers: Options['headers']): string[] {
  if (Array.isArray(headers)) return [...(headers as string[])]
  const flat: string[] = []
  const lines = (
    headers != null && Symbol.iterator in headers ? headers : Object.entries(headers ?? {})
  ) as Iterable<[string, string | string[] | undefined]>
  for (const [name, value] of lines) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined) flat.push(name, one)
    }
  }
  return flat
}

function has(flat: readonly string[], key: string): boolean {
  return flat.some((name, i) => i % 2 === 0 && String(name).toLowerCase() === key)
}

const WAYS_MAX = 1000
