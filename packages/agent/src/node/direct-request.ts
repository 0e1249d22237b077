import type { Secret } from '@hopwise/auth'
import type { Fields } from '@hopwise/http'
import type { Dispatcher } from 'undici'
import type { Hop } from './hop.ts'
import type { Handler } from './passing-handler.ts'

export type Options = Dispatcher.DispatchOptions
/** Hands a request to undici's pools. */
export type Dispatch = (options: Options, handler: Handler) => boolean

/** To one origin by way of one proxy. */
export interface DirectWay {
  readonly hop: Hop
  /** As `Host` has it. */
  readonly authority: string
  readonly base: string
  readonly pool: string
  /** Whether credentials are not there at once. */
  mustWait: boolean
}

/** A program's request in the form that undici sends to a proxy, as often as it has to be sent. */
export class DirectRequest {
  readonly way: DirectWay
  /** Absolute URI. */
  readonly target: string
  readonly #options: Options
  readonly #dispatch: Dispatch

  constructor(way: DirectWay, options: Options, dispatch: Dispatch) {
    this.way = way
    this.target = `${way.base}${options.path}`
    this.#options = options
    this.#dispatch = dispatch
  }

  get method(): string {
    return this.#options.method
  }

  send(credentials: Secret | undefined, handler: Handler): boolean {
    const { hop, authority, pool } = this.way
    const headers = withFields(this.#options.headers, authority, credentials, hop.fields)
    return this.#dispatch({ ...this.#options, origin: pool, path: this.target, headers }, handler)
  }

  /** As the program has given it, over a `ForwardingSocket`. */
  goTheLongWay(handler: Handler): void {
    this.#dispatch(this.#options, handler)
  }
}

/** Flat, as undici takes it fastest. */
function withFields(
  headers: Options['headers'],
  authority: string,
  credentials: Secret | undefined,
  more: Fields,
): string[] {
  const flat = flattened(headers)
  if (!has(flat, 'host')) flat.push('host', authority)
  if (more.length > 0) {
    for (const { name, value } of more.filter(({ key }) => !has(flat, key))) flat.push(name, value)
  }
  if (credentials) flat.push('proxy-authorization', credentials.reveal())
  return flat
}

function flattened(headers: Options['headers']): string[] {
  if (Array.isArray(headers)) return [...(headers as string[])]
  const flat: string[] = []
  // Nothing is made for those that are not there: most requests of programs have none of their own.
  if (headers == null) return flat
  const lines = (Symbol.iterator in headers ? headers : Object.entries(headers)) as Lines
  for (const [name, value] of lines) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined) flat.push(name, one)
    }
  }
  return flat
}

type Lines = Iterable<[string, string | string[] | undefined]>

function has(flat: readonly string[], key: string): boolean {
  for (let i = 0; i < flat.length; i += 2) if (String(flat[i]).toLowerCase() === key) return true
  return false
}
