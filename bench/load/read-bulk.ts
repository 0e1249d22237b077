/**
 * Reads one large body, by a GET or through a tunnel.
 * A program: `node read-bulk.ts ROUTE get|tunnel BYTES`, prints `{ seconds }`.
 */
import net from 'node:net'
import { openTunnel } from './open-tunnel.ts'
import { type Route, requestFor } from './route.ts'

const HEAD_END = '\r\n\r\n'
const [routeText, way, bytesText] = process.argv.slice(2) as [string, string, string]
const route = JSON.parse(routeText) as Route
const size = Number(bytesText)

const socket = way === 'tunnel' ? await openTunnel(route) : connectToProxy()
const asked = way === 'tunnel' ? { ...route, role: 'reverse' as const } : route
const startedAt = performance.now()
socket.write(requestFor(asked, `/bytes/${size}`))
await readBody(socket)
process.stdout.write(`${JSON.stringify({ seconds: (performance.now() - startedAt) / 1000 })}\n`)
socket.destroy()

function connectToProxy(): net.Socket {
  return net.connect({ port: route.proxyPort, host: '127.0.0.1', noDelay: true })
}

function readBody(from: net.Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    let head = ''
    let left = size
    from.on('data', (bytes: Buffer) => {
      if (head.includes(HEAD_END)) {
        left -= bytes.length
      } else {
        head += bytes.toString('latin1')
        const end = head.indexOf(HEAD_END)
        if (end >= 0) left -= head.length - end - HEAD_END.length
        if (end >= 0 && !head.includes(' 200 '))
          reject(new Error(`answered: ${head.split('\r\n', 1)[0]}`))
      }
      if (left <= 0) resolve()
    })
    from.on('error', reject)
    from.on('end', () => reject(new Error(`the body ended ${left} bytes early`)))
    from.resume()
  })
}
