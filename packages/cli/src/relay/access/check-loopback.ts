import { isIPv4 } from 'node:net'
import type { ListenAddress } from '@hopwise/proxy'
import { EXIT } from '../../exit-code.ts'
import { Problem } from '../../problem.ts'
import { formatAuthority } from '../../serve/listen-address.ts'

/**
 * A relay asks nobody for credentials and spends its owner's: other machines must not come near it.
 *
 * @throws {Problem} when the address is not one that only programs on this machine can connect to
 */
export function checkLoopback(at: ListenAddress): void {
  if (isLoopbackAddress(at.host) || at.host === 'localhost') return
  throw new Problem(
    EXIT.usage,
    `A relay asks nobody for credentials, so it listens on loopback only, and ${formatAuthority(at)} can be reached from elsewhere: use 127.0.0.1 or [::1] with --listen; to serve other machines, give "hopwise serve" a parent.`,
  )
}

/** Of an address that was bound: a name may mean anything (`127.0.0.1.example.com`). */
export function isLoopbackAddress(address: string): boolean {
  return address === '::1' || (isIPv4(address) && address.startsWith('127.'))
}
