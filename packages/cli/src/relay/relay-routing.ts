import { parseNoProxy } from '@hopwise/agent/hop'
import type { Parent, Routing, Way } from '@hopwise/proxy'

export interface RelayRoutingOptions {
  /** In the order in which they are asked. */
  readonly parents: readonly Parent[]
  readonly isDirectWhenDown: boolean
  /** As in `NO_PROXY`: what is reached without a parent. */
  readonly noProxy: string
}

/** Everything goes to the first parent that is up, but for what needs none. */
export function relayRouting({ parents, isDirectWhenDown, noProxy }: RelayRoutingOptions): Routing {
  const exceptions = parseNoProxy(noProxy)
  const tiers = parents.map((parent) => [{ parent, weight: 1 }])
  const way: Way = { tiers, orDirect: isDirectWhenDown }
  return {
    choose: ({ host, port }) =>
      exceptions.entryFor({ host, port }) === undefined ? way : 'direct',
  }
}

/** What a parent would take for itself. */
export const NO_PARENT_FOR = 'localhost,127.0.0.0/8,::1'
