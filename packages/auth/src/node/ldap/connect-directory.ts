import { once } from 'node:events'
import { connect, isIP, type Socket } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import { BerReader, ExtendedRequest, ExtendedResponse } from 'ldapts'
import { connectionProblem, DirectoryError } from './directory-error.ts'

/** Where a directory is, and how it is talked to. */
export interface DirectoryAddress {
  /** For messages: without credentials. */
  readonly url: string
  /** A name or an IP address without brackets. */
  readonly host: string
  readonly port: number
  readonly security: 'plain' | 'start-tls' | 'tls'
  /** PEM of the authorities that are trusted; absent: those that Node trusts. */
  readonly authorities?: string | undefined
}

/**
 * A connection that LDAP can be spoken on. TLS is made here and not by the library: from the first
 * octet to the verified certificate there is one time limit, and octets that come in clear behind the
 * answer to StartTLS are refused. A man in the middle could otherwise put the beginning of an answer
 * there, to be completed by what comes through TLS.
 *
 * @throws {DirectoryError}
 */
export async function connectDirectory(
  address: DirectoryAddress,
  timeLimitMs: number,
): Promise<Socket> {
  const { url, host, port, security } = address
  let socket = connect({
    host,
    port,
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay: 60_000,
  })
  const late = new DirectoryError(`${url}: no connection within ${timeLimitMs} ms`)
  const timer = setTimeout(() => socket.destroy(late), timeLimitMs)
  try {
    await event(socket, 'connect')
    if (security === 'start-tls') await startTls(socket, url)
    if (security !== 'plain') {
      socket = overTls(socket, address)
      await event(socket, 'secureConnect')
    }
    return socket
  } catch (error) {
    // A second error of a socket that is given up is nobody's concern any more.
    socket.on('error', () => {}).destroy()
    throw connectionProblem(url, error)
  } finally {
    clearTimeout(timer)
  }
}

function overTls(socket: Socket, { host, authorities }: DirectoryAddress): TLSSocket {
  return connectTls({
    socket,
    host,
    // A name only: RFC 6066 §3 has no place for addresses.
    ...(isIP(host) === 0 && { servername: host }),
    ...(authorities !== undefined && { ca: authorities }),
  })
}

async function startTls(socket: Socket, url: string): Promise<void> {
  const request = new ExtendedRequest({ messageId: 1, oid: START_TLS })
  socket.write(request.write())
  const octets = await firstMessage(socket, url)
  const response = new ExtendedResponse({ messageId: 1 })
  const reader = new BerReader(octets)
  reader.readSequence()
  if (reader.readInt() !== 1 || reader.readSequence() !== response.protocolOperation) {
    throw new DirectoryError(`${url}: the answer to StartTLS is none: does LDAP listen there?`)
  }
  response.parse(reader, [])
  if (response.status === 0) return
  const { status, errorMessage } = response
  throw new DirectoryError(
    `${url}: the directory refuses StartTLS (code ${status}${errorMessage && `: ${errorMessage}`}): does it have a certificate?`,
  )
}

/** Exactly one message, and nothing behind it. */
async function firstMessage(socket: Socket, url: string): Promise<Buffer> {
  let octets = Buffer.alloc(0)
  for (;;) {
    const length = messageLength(octets)
    if (length !== undefined && octets.length === length) return octets
    if (octets.length > Math.min(length ?? ANSWER_OCTETS_MAX, ANSWER_OCTETS_MAX)) {
      throw new DirectoryError(`${url}: more than one answer to StartTLS came, unprotected`)
    }
    const [piece] = await event(socket, 'data')
    octets = Buffer.concat([octets, piece as Buffer])
  }
}

/** Octets of the BER element that begins here (X.690 §8.1.3), or undefined while that is open. */
function messageLength(octets: Uint8Array): number | undefined {
  const first = octets[1]
  if (first === undefined) return undefined
  if (first < 0x80) return 2 + first
  const lengthOctets = first & 0x7f
  if (octets.length < 2 + lengthOctets) return undefined
  return octets
    .subarray(2, 2 + lengthOctets)
    .reduce((sum, octet) => sum * 256 + octet, 2 + lengthOctets)
}

/** Rejects on an error, and when the connection ends first. */
async function event(socket: Socket, name: string): Promise<unknown[]> {
  const ended = new AbortController()
  const close = once(socket, 'close', { signal: ended.signal }).then(() => {
    throw Object.assign(new Error('closed'), { code: 'ECONNRESET' })
  })
  // When the other one wins, this is aborted and has nothing to say.
  close.catch(() => {})
  try {
    return await Promise.race([once(socket, name, { signal: ended.signal }), close])
  } finally {
    ended.abort()
  }
}

/** RFC 4511 §4.14.1 */
const START_TLS = '1.3.6.1.4.1.1466.20037'
/** An LDAP result with a long text; the answers of OpenLDAP and Active Directory are below 200. */
const ANSWER_OCTETS_MAX = 4096
