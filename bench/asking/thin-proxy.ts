/**
 * A proxy that takes as little of a shared machine as it can, so that who asks through it is the one that is
 * waited for: it compares the credentials as text, answers plain requests itself with 1 KiB, and makes tunnels.
 * A program: `node thin-proxy.ts PORT`. It reads requests without bodies and believes them.
 */
import net from 'node:net'
import { BASIC } from '../credentials.ts'

const [port] = process.argv.slice(2)
net.createServer({ noDelay: true }, serve).listen({
  port: Number(port),
  host: '127.0.0.1',
  backlog: 4096,
})

function serve(client: net.Socket): void {
  let pending = ''
  const read = (bytes: Buffer): void => {
    pending += bytes.toString('latin1')
    for (let end = pending.indexOf(HEAD_END); end >= 0; end = pending.indexOf(HEAD_END)) {
      const head = pending.slice(0, end)
      pending = pending.slice(end + HEAD_END.length)
      if (!head.includes(BASIC)) client.write(CHALLENGE)
      else if (head.startsWith('GET http://')) client.write(KIBIBYTE)
      else return void tunnel(head, client.off('data', read))
    }
  }
  client.on('error', () => client.destroy()).on('data', read)
}

function tunnel(head: string, client: net.Socket): void {
  const [host, port] = (/^CONNECT (\S+) /.exec(head)?.[1] ?? '').split(':')
  const origin = net.connect({ host: host!, port: Number(port), noDelay: true }, () => {
    client.write('HTTP/1.1 200 Connection established\r\n\r\n')
    client.pipe(origin).pipe(client)
  })
  origin.on('error', () => client.destroy()).on('close', () => client.destroy())
  client.on('close', () => origin.destroy())
}

const HEAD_END = '\r\n\r\n'
const CHALLENGE =
  'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="bench"\r\n' +
  'Content-Length: 0\r\n\r\n'
/** With what a file server sends along. */
const KIBIBYTE: Buffer = Buffer.from(
  'HTTP/1.1 200 OK\r\nServer: origin\r\nDate: Sat, 21 Nov 2026 08:00:00 GMT\r\n' +
    'Content-Type: text/plain\r\nLast-Modified: Fri, 20 Nov 2026 08:00:00 GMT\r\n' +
    `ETag: "65-400"\r\nAccept-Ranges: bytes\r\nContent-Length: 1024\r\n\r\n${'x'.repeat(1024)}`,
  'latin1',
)
