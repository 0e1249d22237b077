import { formatParentAddress, type ListenAddress } from '@hopwise/proxy'
import { EXIT } from '../../exit-code.ts'
import { Problem } from '../../problem.ts'
import { formatAuthority } from '../../serve/listen-address.ts'
import { isOwnAddress } from '../../serve/own-address.ts'
import type { ParentArgument } from './parent-argument.ts'

/**
 * Everything that was sent to such a parent would come back. What leads here by another name is noticed
 * when it comes.
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
