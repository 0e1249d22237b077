import { isIP, type Socket } from 'node:net'
import { connect, type TLSSocket } from 'node:tls'
import { Fault } from '@hopwise/journal'
import type { Parent } from '../../core/parents/parent.ts'

/** TLS to the parent itself, over a connection that is there. Rejects with `PARENT_TLS_FAILED`. */
export function secure(socket: Socket, parent: Parent, timeoutMs: number): Promise<TLSSocket> {
  const { address, authorities } = parent
  const secured = connect({
    socket,
    host: address.host,
    // RFC 6066 §3: an address is not a server name.
    ...(isIP(address.host) === 0 && { servername: address.host }),
    ...(authorities && { ca: [...authorities] }),
    ALPNProtocols: ['http/1.1'],
  })
  return new Promise((resolve, reject) => {
    const failed = (code: string): void => {
      clearTimeout(timer)
      secured.destroy()
      reject(new Fault('PARENT_TLS_FAILED', `TLS to the parent proxy ${parent.label}: ${code}`))
    }
    const timer = setTimeout(() => failed(`no handshake within ${timeoutMs} ms`), timeoutMs)
    const onError = (error: NodeJS.ErrnoException): void => failed(error.code ?? 'unknown error')
    const onClose = (): void => failed('the connection was closed')
    secured.once('error', onError)
    secured.once('close', onClose)
    secured.once('secureConnect', () => {
      clearTimeout(timer)
      // Until somebody else listens, an error must not be nobody's: Node would end the process.
      secured.on('error', leaveToClose)
      secured.off('error', onError)
      secured.off('close', onClose)
      resolve(secured)
    })
  })
}

/** `close` follows every error. */
function leaveToClose(): void {}
