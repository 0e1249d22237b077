import type { Duplex } from 'node:stream'

/** All that comes until this text has. */
export function until(socket: Duplex, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let seen = ''
    const onData = (piece: Buffer): void => {
      seen += piece.toString('latin1')
      if (!seen.endsWith(text)) return
      socket.off('data', onData)
      socket.pause()
      resolve(seen)
    }
    socket.on('data', onData).resume()
    socket.once('error', reject)
  })
}

/** All that comes. */
export async function rest(socket: Duplex): Promise<string> {
  let seen = ''
  for await (const piece of socket) seen += (piece as Buffer).toString('latin1')
  return seen
}
