import { connect, type OnReadOpts, type Socket } from 'node:net'
import { formatAuthority } from '@hopwise/http'
import { Fault } from '@hopwise/journal'
import type { BulkRead } from './bulk-read.ts'
import { faultFromConnect } from './fault-from.ts'

/**
 * Connects to one of `addresses`, which have been classified: these are dialled and no others, so
 * a name that changes its mind between check and use gains nothing (invariant 6).
 */
export function dial(
  addresses: readonly string[],
  port: number,
  timeoutMs: number,
  read?: BulkRead,
): Promise<Socket> {
  const [first = ''] = addresses
  // As an option: `setNoDelay` before the connection is there would ask the system twice.
  const how = { port, allowHalfOpen: true, noDelay: true, ...(read && { onread: read.options }) }
  const socket = addresses.length === 1 ? dialOne(first, how) : dialSeveral(addresses, how)
  return new Promise((resolve, reject) => {
    const to = formatAuthority(first, port)
    const timer = setTimeout(() => {
      socket.destroy()
      reject(new Fault('CONNECT_TIMEOUT', `connecting to ${to} took longer than ${timeoutMs} ms`))
    }, timeoutMs)
    const failed = (error: Error): void => {
      clearTimeout(timer)
      reject(faultFromConnect(error, to))
    }
    socket.once('error', failed)
    socket.once('connect', () => {
      clearTimeout(timer)
      // Until somebody else listens, an error must not be nobody's: Node would end the process.
      socket.on('error', leaveToClose)
      socket.off('error', failed)
      resolve(socket)
    })
  })
}

/** `close` follows every error. */
function leaveToClose(): void {}

interface How {
  readonly port: number
  readonly allowHalfOpen: boolean
  readonly noDelay: boolean
  readonly onread?: OnReadOpts
}

function dialOne(host: string, how: How): Socket {
  return connect({ ...how, host, autoSelectFamily: false })
}

/** Node's own Happy Eyeballs (RFC 8305), kept to our addresses by answering its look-up ourselves. */
function dialSeveral(addresses: readonly string[], how: How): Socket {
  return connect({
    ...how,
    host: 'classified.invalid',
    autoSelectFamily: true,
    lookup: (_host, _options, done) => {
      const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
      done(null, found)
    },
  })
}
