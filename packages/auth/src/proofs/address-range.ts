import { type IpAddress, parseIp, sharesPrefix, unmapped } from '@hopwise/http'

/** Addresses that begin alike (RFC 4632 §3.1, RFC 4291 §2.3). */
export interface AddressRange {
  readonly prefix: IpAddress
  readonly bits: number
  /** As it was written. */
  toJSON(): string
}

/**
 * `10.0.0.0/8`, `2001:db8::/32` or a single address. Undefined for anything else, also where bits are
 * set beyond the prefix: `10.1.2.3/8` is one of two things, and nobody knows which.
 */
export function parseAddressRange(text: string): AddressRange | undefined {
  const [, address, written] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? []
  const prefix = address === undefined ? undefined : parseIp(address)
  if (prefix === undefined) return undefined
  const bits = written === undefined ? prefix.length * 8 : Number(written)
  if (bits > prefix.length * 8 || !isZeroFrom(prefix, bits)) return undefined
  // `::ffff:10.0.0.0/104` is `10.0.0.0/8`: a mapped prefix has its last bit set at 95.
  const plain = unmapped(prefix)
  const cut = (prefix.length - plain.length) * 8
  return { prefix: plain, bits: bits - cut, toJSON: () => text }
}

/** An IPv4 address that was mapped into IPv6 (RFC 4291 §2.5.5.2) is the IPv4 address. */
export function isInRange(address: IpAddress, range: AddressRange): boolean {
  return sharesPrefix(unmapped(address), range.prefix, range.bits)
}

function isZeroFrom(address: IpAddress, bits: number): boolean {
  return address.every(
    (octet, at) => (octet & (0xff >> Math.min(8, Math.max(0, bits - at * 8)))) === 0,
  )
}
