import type { TestContext } from 'node:test'
import type { AgentLimits } from '../core/limits.ts'
import type { Refusal } from '../node/forwarding/forwarded-requests.ts'
import { ForwardingSocket } from '../node/forwarding/forwarding-socket.ts'
import type { Hop } from '../node/hop.ts'
import { aHop } from './a-hop.ts'
import { type Accepted, type ScriptedProxy, startScripted } from './scripted-proxy.ts'

export interface ForwardingStage {
  readonly socket: ForwardingSocket
  readonly proxy: ScriptedProxy
  readonly hop: Hop
  /** Asks for a page of the origin; all that comes until `end`, or until the response is whole. */
  ask(method: string, content?: string, end?: string): Promise<string>
}

/** A program that writes requests for an origin, and a proxy that does what a test says. */
export async function forwardingStage(
  t: TestContext,
  speak: (client: Accepted) => Promise<void>,
  options: { readonly refusal?: Refusal; readonly limits?: Partial<AgentLimits> } = {},
): Promise<ForwardingStage> {
  const proxy = await startScripted(t, speak)
  const hop = aHop(proxy.port, options.limits)
  const origin = { host: 'origin.example', port: 80 }
  const socket = new ForwardingSocket(hop, origin, await hop.open('x'), options.refusal ?? 'fault')
  t.after(() => socket.destroy())
  const ask = (method: string, content = '', end = ''): Promise<string> => {
    const length = content === '' ? '' : `Content-Length: ${content.length}\r\n`
    socket.write(`${method} /a HTTP/1.1\r\nHost: origin.example\r\n${length}\r\n${content}`)
    return until(socket, end)
  }
  return { socket, proxy, hop, ask }
}

/** All that comes until this text has, or until a response with `Content-Length` is whole. */
export function until(socket: ForwardingSocket, end: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let seen = ''
    const isWhole = (): boolean => {
      if (end !== '') return seen.endsWith(end)
      const [, length, content] = /content-length: (\d+)\r\n\r\n(.*)$/is.exec(seen) ?? []
      return content !== undefined && content.length >= Number(length)
    }
    const onData = (piece: Buffer): void => {
      seen += piece.toString('latin1')
      if (!isWhole()) return
      socket.off('data', onData).off('error', reject)
      socket.pause()
      resolve(seen)
    }
    socket.on('data', onData).once('error', reject).resume()
    socket.once('close', () => reject(new Error(`closed after ${seen}`)))
  })
}
