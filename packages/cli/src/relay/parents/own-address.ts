import { parseIp, unmapped } from '@hopwise/http'
import { formatParentAddress, type ListenAddress } from '@hopwise/proxy'
import { EXIT } from '../../exit-code.ts'
import { Problem } from '../../problem.ts'
import { formatAuthority } from '../../serve/listen-address.ts'
import type { ParentArgument } from './parent-argument.ts'

/**
 * Everything that was sent to such a parent would come back. Names that a resolver would have to be asked
 * about are taken for others': what leads here all the same is noticed when it comes.
 *
 * @param own where the relay is going to listen
 * @throws {Problem}
 */
export function checkNotOwn(parents: readonly ParentArgument[], own: ListenAddress): void {
  const found = parents.find(({ address }) => isOwnAddress(address, own))
  if (found === undefined) return
  throw new Problem(
    EXIT.usage,
    `--to ${formatParentAddress(found.address)} is this relay itself, which would listen on ${formatAuthority(own)}: name the proxy that it is for, or, if that is a proxy on this machine, choose another port with --listen.`,
  )
}

/** Whether a program that is told the one would connect to the other, by what the texts say alone. */
export function isOwnAddress(named: ListenAddress, own: ListenAddress): boolean {
  if (named.port !== own.port) return false
  const ours = meanings(own.host)
  return meanings(named.host).some((address) => ours.includes(address))
}

/** The addresses that are meant, one spelling for each; a name of another machine is its own. */
function meanings(host: string): readonly string[] {
  const name = host.toLowerCase().replace(/\.$/, '')
  // RFC 6761 §6.3
  if (name === 'localhost' || name.endsWith('.localhost')) return [LOOPBACK, LOOPBACK_IPV6]
  const address = parseIp(host)
  if (address === undefined) return [name]
  const octets = unmapped(address)
  if (octets.some((octet) => octet !== 0)) return [octets.join('.')]
  // "Any address" is where a connection to it ends up.
  return [octets.length === 4 ? LOOPBACK : LOOPBACK_IPV6]
}

const LOOPBACK = '127.0.0.1'
const LOOPBACK_IPV6 = `${'0.'.repeat(15)}1`
