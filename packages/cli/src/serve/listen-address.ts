import type { ListenAddress } from '@hopwise/proxy'
import { InvalidArgumentError } from 'commander'

/**
 * `HOST:PORT`, an IPv6 address in brackets; port 0 lets the system choose.
 *
 * @throws {InvalidArgumentError}
 */
export function parseListenAddress(text: string): ListenAddress {
  const at = readListenAddress(text)
  if (at !== undefined) return at
  throw new InvalidArgumentError(
    'Write HOST:PORT with a port up to 65535, such as 127.0.0.1:4070 or [::1]:4070.',
  )
}

/** The same; undefined for anything else. */
export function readListenAddress(text: string): ListenAddress | undefined {
  const [, bracketed, plain, digits] = /^(?:\[([^\]]+)\]|([^:[\]\s]+)):(\d{1,5})$/.exec(text) ?? []
  const host = bracketed ?? plain
  const port = Number(digits)
  return host === undefined || port > 65_535 ? undefined : { host, port }
}

/** As it stands in a URL. */
export function formatAuthority({ host, port }: ListenAddress): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}

/** Where a program on this machine reaches it: "any address" is none that can be dialled everywhere. */
export function localAuthority({ host, port }: ListenAddress): string {
  if (host === '0.0.0.0') return formatAuthority({ host: '127.0.0.1', port })
  if (host === '::') return formatAuthority({ host: '::1', port })
  return formatAuthority({ host, port })
}

/** Whether only programs on this machine can connect. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host)
}
