import { AGENT_LIMITS, faultFrom, Hop, openSocksTunnel, ProxyFault } from '@hopwise/agent/hop'
import type { SocksMessage } from '@hopwise/auth'
import type { Trial, TrialOptions, TrialRequest } from './trial.ts'

export interface SocksTrial {
  /** Both sides', in the order in which they went. */
  readonly messages: readonly SocksMessage[]
  readonly end: { readonly kind: 'connected' } | Extract<Trial['end'], { kind: 'failed' }>
}

/** Has a SOCKS parent connect to where the request would go, keeps what was said, and hangs up. */
export async function trySocks(options: TrialOptions): Promise<SocksTrial> {
  const { proxy, asker, answers, request } = options
  const hop = new Hop({ proxy, answers, limits: AGENT_LIMITS })
  const messages: SocksMessage[] = []
  const told = (message: SocksMessage): void => void messages.push(message)
  try {
    const login = { asker, answers }
    const socket = await openSocksTunnel(hop, destinationOf(request), { told, login })
    socket.destroy()
    return { messages, end: { kind: 'connected' } }
  } catch (error) {
    const fault = faultFrom(error, { proxy: hop.name, target: request.target })
    if (!(fault instanceof ProxyFault)) throw error
    return { messages, end: { kind: 'failed', code: fault.code, detail: fault.detail } }
  }
}

/** SOCKS knows hosts and ports, and nothing of what is asked for there. */
export function destinationOf({ method, target }: TrialRequest): { host: string; port: number } {
  const url = new URL(method === 'CONNECT' ? `https://${target}` : target)
  const port = url.port || (method === 'CONNECT' ? 443 : 80)
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(port) }
}
