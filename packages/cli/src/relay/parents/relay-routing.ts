import { parseNoProxy } from '@hopwise/agent/hop'
import type { Parent, ParentChain, Routing, ScriptedWay } from '@hopwise/proxy'

export interface RelayRoutingOptions {
  /** In the order in which they are asked. */
  readonly parents: readonly Parent[]
  readonly isDirectWhenDown: boolean
  /** As in `NO_PROXY`: what is reached without a parent. */
  readonly noProxy: string
  /** Who names the ways, where it is not those parents alone. */
  readonly script?: Pick<ScriptedWay, 'script' | 'parentAt'> | undefined
}

/**
 * Everything but what needs no parent goes to the first one that is up; or where the script says, and
 * to those parents where it says nothing that can be followed.
 */
export function relayRouting(options: RelayRoutingOptions): Routing {
  const { parents, isDirectWhenDown, noProxy, script } = options
  const exceptions = parseNoProxy(noProxy)
  const tiers = parents.map((parent) => [{ parent, weight: 1 }])
  const chain: ParentChain = { tiers, orDirect: isDirectWhenDown }
  const otherwise = parents.length === 0 ? undefined : chain
  const way = script === undefined ? chain : { ...script, orDirect: isDirectWhenDown, otherwise }
  return {
    choose: ({ host, port }) =>
      exceptions.entryFor({ host, port }) === undefined ? way : 'direct',
  }
}

/** What a parent would take for itself. */
export const NO_PARENT_FOR = 'localhost,127.0.0.0/8,::1'
