import net from 'node:net'
import { connectFor, type Route } from './route.ts'

/** Resolves when the proxy has answered 200; rejects with its status line otherwise. Nothing reads the socket then. */
export function openTunnel(route: Route): Promise<net.Socket> {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ port: route.proxyPort, host: '127.0.0.1', noDelay: true })
    let answer = ''
    const onData = (bytes: Buffer): void => {
      answer += bytes.toString('latin1')
      if (!answer.includes('\r\n\r\n')) return
      socket.off('data', onData).off('error', reject).off('end', onEnd).pause()
      if (/^HTTP\/1\.[01] 200 /.test(answer)) resolve(socket)
      else reject(new Error(`CONNECT was answered: ${answer.split('\r\n', 1)[0]}`))
    }
    const onEnd = (): void => reject(new Error('CONNECT was answered with the end'))
    socket.on('data', onData).on('error', reject).on('end', onEnd)
    socket.write(connectFor(route))
  })
}
