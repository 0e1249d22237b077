import { createRouting, Parent, type ParentChain, type Routing, type Way } from '@hopwise/proxy'
import type { Config } from '../config/config.ts'
import { DIRECT } from '../config/sections/parents.ts'
import type { ScriptVia, Tier } from '../config/sections/routes.ts'
import type { OpenedPac } from '../pac/open-pac.ts'
import { composeParent } from './compose-parent.ts'
import { composeScript } from './compose-script.ts'
import type { Composing } from './composing.ts'
import { scriptedWay } from './scripted-way.ts'

/**
 * Which requests go through which parents; undefined where none does, so that nobody is asked.
 *
 * @throws {Unusable}
 */
export async function composeRouting(composing: Composing): Promise<Routing | undefined> {
  const { config, notify } = composing
  const parents = new Map<string, Parent>()
  for (const [name, section] of Object.entries(config.parents)) {
    parents.set(name, await composeParent(name, section, composing))
  }
  const scripts = new Map<ScriptVia, OpenedPac>()
  for (const [at, { via }] of config.routes.entries()) {
    if (via === undefined || !('pac' in via)) continue
    scripts.set(via, await composeScript(via, ['routes', at, 'via', 'pac'], composing))
  }
  return routingOf(config, parents, (via, otherwise) =>
    scriptedWay(present(scripts, via).script, parents, otherwise, notify),
  )
}

/** The same for who asks no parent: nothing that the configuration mentions is opened. */
export function describedRouting(config: Config): Routing | undefined {
  const named = Object.entries(config.parents).map(([name, { url }]) => {
    const credentials = { kind: 'pass-through' } as const
    return [name, new Parent({ name, address: url, credentials })] as const
  })
  const parents = new Map(named)
  return routingOf(config, parents, ({ pac }, otherwise) => {
    const ask = () => Promise.resolve({ kind: 'unavailable', detail: 'nobody asks it' } as const)
    return scriptedWay({ name: pac.title, ask }, parents, otherwise, () => {})
  })
}

type WayOfScript = (via: ScriptVia, otherwise: 'direct' | ParentChain | undefined) => Way

function routingOf(
  { routes }: Config,
  parents: ReadonlyMap<string, Parent>,
  ofScript: WayOfScript,
): Routing | undefined {
  const rules = routes.flatMap(({ via, destinations, users, groups }) => {
    if (via === undefined) return []
    const way = 'pac' in via ? ofScript(via, otherwiseOf(via, parents)) : chainOf(via, parents)
    return [{ destinations, users, groups, way }]
  })
  return rules.length === 0 ? undefined : createRouting(rules)
}

function otherwiseOf(
  { otherwise }: ScriptVia,
  parents: ReadonlyMap<string, Parent>,
): 'direct' | ParentChain | undefined {
  return otherwise && chainOf(otherwise, parents)
}

function chainOf(
  via: readonly Tier[],
  parents: ReadonlyMap<string, Parent>,
): 'direct' | ParentChain {
  const orDirect = via.some((tier) => DIRECT in tier)
  const tiers = via
    .filter((tier) => !(DIRECT in tier))
    .map((tier) =>
      Object.entries(tier).map(([name, weight]) => ({ parent: present(parents, name), weight })),
    )
  return tiers.length === 0 ? 'direct' : { tiers, orDirect }
}

function present<K, V>(named: ReadonlyMap<K, V>, name: K): V {
  const found = named.get(name)
  if (found === undefined) throw new TypeError(`there is no ${name}, though it was checked`)
  return found
}
