import { parseIp, unmapped } from '@hopwise/http'

/** The part of a client's address that stands for one guesser. */
export type ClientPrefix = (address: string) => string

export interface PrefixBits {
  /** 0 to 32. */
  readonly ipv4: number
  /** 0 to 128. A household has a /64 at least, and can be anybody in it. */
  readonly ipv6: number
}

/** @throws {RangeError} for a length that no address has */
export function clientPrefix({ ipv4, ipv6 }: PrefixBits): ClientPrefix {
  checkBits(ipv4, 32, 'IPv4')
  checkBits(ipv6, 128, 'IPv6')
  const prefixOf: ClientPrefix = (address) => {
    // A zone belongs to this machine, not to the address (RFC 4007 §11).
    const parsed = parseIp(address.split('%', 1)[0] ?? '')
    if (parsed === undefined) return address
    const octets = unmapped(parsed)
    return octets.length === 4
      ? `${masked(octets, ipv4).join('.')}/${ipv4}`
      : `${hexadecimal(masked(octets, ipv6))}/${ipv6}`
  }
  return remembering(prefixOf)
}

/** Clients ask again and again, with Digest once for each request. */
function remembering(prefixOf: ClientPrefix): ClientPrefix {
  const known = new Map<string, string>()
  return (address) => {
    let prefix = known.get(address)
    if (prefix === undefined) {
      prefix = prefixOf(address)
      if (known.size >= REMEMBERED_MAX) known.clear()
      known.set(address, prefix)
    }
    return prefix
  }
}

function masked(octets: readonly number[], bits: number): readonly number[] {
  return octets.map((octet, at) => {
    const kept = Math.min(8, Math.max(0, bits - at * 8))
    return octet & (0xff << (8 - kept)) & 0xff
  })
}

/** RFC 5952 §4 but for the run of zeros in the middle, which stays: the end is what a prefix has. */
function hexadecimal(octets: readonly number[]): string {
  const groups = []
  for (let at = 0; at < octets.length; at += 2) {
    groups.push(((octets[at]! << 8) | octets[at + 1]!).toString(16))
  }
  return groups.join(':').replace(/(?::0)+$/, '::')
}

function checkBits(bits: number, max: number, family: string): void {
  if (Number.isInteger(bits) && bits >= 0 && bits <= max) return
  throw new RangeError(`The prefix of an ${family} address has 0 to ${max} bits, not ${bits}`)
}

/** About 400 KB. */
const REMEMBERED_MAX = 4096
