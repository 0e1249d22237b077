/** One end of a TCP connection. The address as text, never one that is mapped into IPv6. */
export interface Endpoint {
  readonly address: string
  readonly port: number
}

export type Owner =
  | { readonly kind: 'user'; readonly uid: number }
  /** The table has the connection, and no process has it any more: closed, or being closed. */
  | { readonly kind: 'nobody' }

/**
 * Whose the client's end of a connection is, from the text of `/proc/net/tcp` or `/proc/net/tcp6`
 * (proc(5)). Undefined where the table has no such connection.
 */
export function ownerIn(
  table: Buffer,
  client: Endpoint,
  server: Endpoint,
  isLittleEndian: boolean,
): Owner | undefined {
  for (const form of formsOf(client.address, server.address)) {
    const [from, to] = form.map((octets) => hexOf(octets, isLittleEndian))
    const row = ` ${from}:${portHex(client.port)} ${to}:${portHex(server.port)} `
    const at = table.indexOf(row, 0, 'latin1')
    if (at < 0) continue
    return ownerOf(table.toString('latin1', at + row.length, at + row.length + REST_MAX))
  }
  return undefined
}

/**
 * `01 00000000:00000000 00:00000000 00000000  1000        0 4711 …`: state, queues, timer, retransmits,
 * uid, timeout, inode.
 *
 * Without an inode the process has closed its end, and the kernel says uid 0 of what is left: taken at its
 * word, anybody who sends a request and closes at once would be root.
 */
function ownerOf(rest: string): Owner {
  const [state = '', , , , uid = '', , inode = ''] = rest.trimStart().split(/\s+/)
  const isOwned = /^\d+$/.test(inode) && inode !== '0' && CONNECTED.has(state)
  return isOwned && /^\d+$/.test(uid) ? { kind: 'user', uid: Number(uid) } : { kind: 'nobody' }
}

/** As IPv4, and as a program with an IPv6 socket sees IPv4 (RFC 4291 §2.5.5.2), or as IPv6. */
function formsOf(client: string, server: string): readonly (readonly [number[], number[]])[] {
  const [from, to] = [octetsOf(client), octetsOf(server)]
  if (from === undefined || to === undefined) return []
  if (from.length !== 4) return [[from, to]]
  return [
    [from, to],
    [
      [...MAPPED, ...from],
      [...MAPPED, ...to],
    ],
  ]
}

/** Loopback only: dotted IPv4 and `::1`. */
function octetsOf(address: string): number[] | undefined {
  if (address === '::1') return [...Array<number>(15).fill(0), 1]
  const parts = address.split('.').map(Number)
  return parts.length === 4 && parts.every((part) => part >= 0 && part < 256) ? parts : undefined
}

/** Words of 32 bits, each printed as the number that the machine takes its four octets for. */
function hexOf(octets: readonly number[], isLittleEndian: boolean): string {
  let hex = ''
  for (let at = 0; at < octets.length; at += 4) {
    const word = octets.slice(at, at + 4)
    if (isLittleEndian) word.reverse()
    hex += word.map((octet) => octet.toString(16).padStart(2, '0')).join('')
  }
  return hex.toUpperCase()
}

function portHex(port: number): string {
  return port.toString(16).padStart(4, '0').toUpperCase()
}

const MAPPED: readonly number[] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255]
/** ESTABLISHED, FIN_WAIT1, FIN_WAIT2, CLOSE_WAIT: there is, or was, a connection, and not one that begins. */
const CONNECTED: ReadonlySet<string> = new Set(['01', '04', '05', '08'])
/** Far more than the columns that are looked at. */
const REST_MAX = 120
