/**
 * IP addresses as octets: 4 of them or 16, so that ranges can be compared without knowing how an
 * address was spelt. Text forms: RFC 3986 §3.2.2 (dotted-decimal only: no octal, no hex, no short
 * forms) and RFC 4291 §2.2.
 */
export type IpAddress = readonly number[]

export function parseIp(text: string): IpAddress | undefined {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text)
}

export function parseIpv4(text: string): IpAddress | undefined {
  const parts = text.split('.')
  if (parts.length !== 4) return undefined
  const octets: number[] = []
  for (const part of parts) {
    // A leading zero means octal to some resolvers and decimal to others: neither is read.
    if (!/^(?:0|[1-9][0-9]{0,2})$/.test(part) || Number(part) > 255) return undefined
    octets.push(Number(part))
  }
  return octets
}

export function parseIpv6(text: string): IpAddress | undefined {
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const head = groups(halves[0]!, halves.length === 1)
  if (head === undefined) return undefined
  if (halves.length === 1) return head.length === 16 ? head : undefined
  const tail = groups(halves[1]!, true)
  // "::" stands for at least one group (RFC 5952 §4.2.2 is about writing; reading needs no less).
  if (tail === undefined || head.length + tail.length > 14) return undefined
  return [...head, ...new Array<number>(16 - head.length - tail.length).fill(0), ...tail]
}

/** The IPv4 address inside `::ffff:a.b.c.d` (RFC 4291 §2.5.5.2), or the address itself. */
export function unmapped(address: IpAddress): IpAddress {
  const isMapped =
    address.length === 16 &&
    address.slice(0, 10).every((octet) => octet === 0) &&
    address[10] === 0xff &&
    address[11] === 0xff
  return isMapped ? address.slice(12) : address
}

/** Whether the first `bits` of two addresses of one family are the same. */
export function sharesPrefix(address: IpAddress, prefix: IpAddress, bits: number): boolean {
  if (address.length !== prefix.length) return false
  const whole = bits >> 3
  for (let i = 0; i < whole; i++) if (address[i] !== prefix[i]) return false
  const rest = bits & 7
  if (rest === 0) return true
  const mask = 0xff << (8 - rest)
  return (address[whole]! & mask) === (prefix[whole]! & mask)
}

function groups(text: string, mayEndInIpv4: boolean): number[] | undefined {
  if (text === '') return []
  const octets: number[] = []
  const parts = text.split(':')
  for (const [index, part] of parts.entries()) {
    if (part.includes('.')) {
      const last = mayEndInIpv4 && index === parts.length - 1 ? parseIpv4(part) : undefined
      if (last === undefined) return undefined
      octets.push(...last)
    } else {
      if (!/^[0-9A-Fa-f]{1,4}$/.test(part)) return undefined
      const value = Number.parseInt(part, 16)
      octets.push(value >> 8, value & 0xff)
    }
  }
  return octets
}
