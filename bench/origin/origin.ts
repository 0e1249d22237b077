/**
 * The server behind every proxy here: small answers at once, large ones as fast as they are taken.
 * A program: `node origin.ts PORT`. It reads requests without bodies and believes them.
 *
 * /1k      1 KiB, the connection stays
 * /few     2 bytes, the connection closes
 * /bytes/N N bytes, the connection stays
 */
import net from 'node:net'

const [port] = process.argv.slice(2)
net.createServer({ noDelay: true }, serve).listen({
  port: Number(port),
  host: '127.0.0.1',
  backlog: 4096,
})

function serve(socket: net.Socket): void {
  let pending = ''
  socket.on('error', () => socket.destroy())
  socket.on('data', (bytes: Buffer) => {
    pending += bytes.toString('latin1')
    for (let end = pending.indexOf(HEAD_END); end >= 0; end = pending.indexOf(HEAD_END)) {
      answer(socket, pending.slice(0, end).split(' ', 2)[1] ?? '')
      pending = pending.slice(end + HEAD_END.length)
    }
  })
}

function answer(socket: net.Socket, target: string): void {
  const size = /^\/bytes\/(\d+)$/.exec(target)?.[1]
  if (size !== undefined) {
    socket.write(head(Number(size), 'keep-alive'))
    pour(socket, Number(size))
  } else if (target === '/1k') {
    socket.write(KIBIBYTE)
  } else if (target === '/few') {
    socket.end(`${head(2, 'close')}ok`)
  } else {
    socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n')
  }
}

function pour(socket: net.Socket, left: number): void {
  let remaining = left
  while (remaining > 0) {
    const piece = remaining >= CHUNK.length ? CHUNK : CHUNK.subarray(0, remaining)
    remaining -= piece.length
    if (socket.write(piece)) continue
    socket.once('drain', () => pour(socket, remaining))
    return
  }
}

/** What a static file server sends along. */
function head(size: number, connection: 'close' | 'keep-alive'): string {
  return (
    'HTTP/1.1 200 OK\r\nServer: origin\r\nDate: Sat, 21 Nov 2026 08:00:00 GMT\r\n' +
    'Content-Type: application/octet-stream\r\nLast-Modified: Fri, 20 Nov 2026 08:00:00 GMT\r\n' +
    `ETag: "65-400"\r\nContent-Length: ${size}\r\nConnection: ${connection}\r\n\r\n`
  )
}

const HEAD_END = '\r\n\r\n'
const CHUNK: Buffer = Buffer.alloc(1 << 20, 'x')
const KIBIBYTE: Buffer = Buffer.from(head(1024, 'keep-alive') + 'x'.repeat(1024), 'latin1')
