import net from 'node:net'
import { addAbortSignal } from 'node:stream'
import { type ConnectCall, readConnectCall } from '../core/connect-call.ts'
import type { Destination } from '../core/no-proxy.ts'
import { ProxyFault } from '../core/proxy-fault.ts'
import { ForwardingSocket } from './forwarding/forwarding-socket.ts'
import type { Hop } from './hop.ts'

/** What is replaced of `node:net`. */
interface NetModule {
  connect(...args: readonly unknown[]): unknown
  createConnection(...args: readonly unknown[]): unknown
}

/**
 * Helps programs that connect to a proxy themselves, as those do that bring an undici of their own: what
 * they write there, CONNECT or absolute-form, is sent on with credentials, and they see no 407 that could
 * be answered. All other connections are as they were.
 *
 * @param hopAt the proxy that is there, if it is one
 * @param tell is told what went wrong at the proxy: such a program often says no more than "failed"
 * @returns puts everything back
 */
export function helpConnections(
  hopAt: (to: Destination) => Hop | undefined,
  tell: (fault: ProxyFault) => void,
): () => void {
  const module = net as unknown as NetModule
  const { connect, createConnection } = module
  const helped = (...args: readonly unknown[]): unknown => {
    const call = readConnectCall(args)
    const hop = call && hopAt(call.to)
    return call && hop ? socketTo(hop, call, tell) : connect(...args)
  }
  Object.assign(module, { connect: helped, createConnection: helped })
  return () => Object.assign(module, { connect, createConnection })
}

function socketTo(
  hop: Hop,
  { to, options, listener }: ConnectCall,
  tell: (fault: ProxyFault) => void,
): ForwardingSocket {
  const controller = new AbortController()
  const socket = new ForwardingSocket(hop, to, hop.open(hop.name, controller.signal), tell)
  socket.once('close', () => controller.abort())
  socket.prependListener('error', (error) => error instanceof ProxyFault && tell(error))
  if (listener) socket.once('connect', listener)
  if (typeof options.timeout === 'number') socket.setTimeout(options.timeout)
  if (options.signal instanceof AbortSignal) addAbortSignal(options.signal, socket)
  return socket
}
