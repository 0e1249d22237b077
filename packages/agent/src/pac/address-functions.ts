import { type IpAddress, parseIp } from '@hopwise/http'

/** `isInNetEx`: whether an address is in `2001:db8::/32`. Of different families: no. */
export function isInPrefix(address: string, prefix: string): boolean {
  const [, base = '', bits = ''] = /^([^/]+)\/(\d{1,3})$/.exec(prefix) ?? []
  const one = parseIp(address)
  const other = parseIp(base)
  if (one === undefined || other === undefined || one.length !== other.length) return false
  if (bits === '' || Number(bits) > one.length * 8) return false
  return bitsOf(one).slice(0, Number(bits)) === bitsOf(other).slice(0, Number(bits))
}

/** `sortIpAddressList`: IPv6 first, each from low to high; empty when one of them is no address. */
export function sortAddresses(list: string): string {
  const read = list.split(';').map((written) => {
    const text = written.trim()
    const ip = parseIp(text)
    return ip === undefined ? undefined : { text, key: `${ip.length === 16 ? 0 : 1}${bitsOf(ip)}` }
  })
  const known = read.filter((one) => one !== undefined)
  if (known.length < read.length) return ''
  known.sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0))
  return known.map(({ text }) => text).join(';')
}

function bitsOf(ip: IpAddress): string {
  return Array.from(ip, (octet) => octet.toString(2).padStart(8, '0')).join('')
}
