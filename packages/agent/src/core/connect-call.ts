import type { Destination } from './no-proxy.ts'

/** A call of `net.connect`, its forms made one. */
export interface ConnectCall {
  readonly to: Destination
  /** What was given besides, where options were given. */
  readonly options: { readonly timeout?: unknown; readonly signal?: unknown }
  readonly listener: (() => void) | undefined
}

/**
 * Reads the arguments of `connect(port, host, listener)` or `connect(options, listener)`. Undefined where
 * the call does not go to a host by name: a socket file, or nothing that Node would take.
 */
export function readConnectCall(args: readonly unknown[]): ConnectCall | undefined {
  const [first, second] = args
  const last = args.at(-1)
  const listener = typeof last === 'function' ? (last as () => void) : undefined
  const hasOptions = typeof first === 'object' && first !== null
  const options = (hasOptions ? first : { port: first, host: second }) as {
    readonly [name: string]: unknown
  }
  if (options['path'] || options['port'] === undefined || options['port'] === null) return undefined
  const port = Number(options['port'])
  if (!Number.isInteger(port)) return undefined
  const host = typeof options['host'] === 'string' ? options['host'] : 'localhost'
  return { to: { host: host.replace(/^\[(.*)\]$/, '$1').toLowerCase(), port }, options, listener }
}
