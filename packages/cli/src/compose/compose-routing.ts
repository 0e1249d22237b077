import { createRouting, Parent, type Routing, type Way } from '@hopwise/proxy'
import type { Config } from '../config/config.ts'
import { DIRECT } from '../config/sections/parents.ts'
import type { Tier } from '../config/sections/routes.ts'
import { composeParent } from './compose-parent.ts'
import type { Composing } from './composing.ts'

/**
 * Which requests go through which parents; undefined where none does, so that nobody is asked.
 *
 * @throws {Unusable}
 */
export async function composeRouting(composing: Composing): Promise<Routing | undefined> {
  const parents = new Map<string, Parent>()
  for (const [name, section] of Object.entries(composing.config.parents)) {
    parents.set(name, await composeParent(name, section, composing))
  }
  return routingOf(composing.config, parents)
}

/** The same for who asks no parent: nothing that the configuration mentions is opened. */
export function describedRouting(config: Config): Routing | undefined {
  const parents = Object.entries(config.parents).map(([name, { url }]) => {
    const credentials = { kind: 'pass-through' } as const
    return [name, new Parent({ name, address: url, credentials })] as const
  })
  return routingOf(config, new Map(parents))
}

function routingOf({ routes }: Config, parents: ReadonlyMap<string, Parent>): Routing | undefined {
  const rules = routes.flatMap(({ via, destinations, users, groups }) =>
    via === undefined ? [] : [{ destinations, users, groups, way: wayOf(via, parents) }],
  )
  return rules.length === 0 ? undefined : createRouting(rules)
}

function wayOf(via: readonly Tier[], parents: ReadonlyMap<string, Parent>): Way {
  const orDirect = via.some((tier) => DIRECT in tier)
  const tiers = via
    .filter((tier) => !(DIRECT in tier))
    .map((tier) =>
      Object.entries(tier).map(([name, weight]) => {
        const parent = parents.get(name)
        if (parent === undefined) throw new TypeError(`there is no ${name}, though it was checked`)
        return { parent, weight }
      }),
    )
  return tiers.length === 0 ? 'direct' : { tiers, orDirect }
}
