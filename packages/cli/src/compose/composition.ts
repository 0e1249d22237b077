import type { Authenticator } from '@hopwise/auth'
import {
  type Access,
  createPolicy,
  type ListenAddress,
  type Policy,
  type Routing,
  type TlsSettings,
} from '@hopwise/proxy'
import type { Config } from '../config/config.ts'
import type { ListenerSection } from '../config/sections/listeners.ts'
import { readTlsFiles } from '../config/tls-files.ts'
import { accessByRoutes } from './access-by-routes.ts'
import { composeAuthenticator } from './compose-authenticator.ts'
import { composeRouting } from './compose-routing.ts'
import type { Composing } from './composing.ts'
import { Retirable } from './retirable.ts'
import { openStore } from './stores/open-store.ts'
import type { OpenedStore } from './stores/opened-store.ts'
import { Unusable } from './unusable.ts'

/** A configuration at work. */
export interface Composition {
  readonly config: Config
  readonly listeners: readonly ComposedListener[]
  /** Closes what was opened for it, once nobody waits for an answer any more. */
  close(): Promise<void>
}

export interface ComposedListener {
  readonly listen: ListenAddress
  readonly access: Access
  readonly tls: TlsSettings | undefined
}

/**
 * Makes of a configuration what serves by it, whole or not at all: what was opened on the way is closed
 * when a later step fails.
 *
 * @throws {Unusable}
 */
export async function compose(composing: Omit<Composing, 'closeLater'>): Promise<Composition> {
  const resources: { close(): unknown }[] = []
  const close = async (): Promise<void> => {
    for (const resource of resources.splice(0).reverse()) await resource.close()
  }
  try {
    const all = {
      ...composing,
      closeLater: (resource: { close(): unknown }) => void resources.push(resource),
    }
    const authenticators = await authenticatorsOf(all)
    const routing = await composeRouting(all)
    const listeners = await listenersOf(authenticators, routing, all)
    return {
      config: composing.config,
      listeners,
      async close() {
        await Promise.all([...authenticators.values()].map((each) => each.whenUnused()))
        await close()
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}

async function authenticatorsOf(composing: Composing): Promise<ReadonlyMap<string, Retirable>> {
  const { config } = composing
  const stores = await storesOf(composing)
  const guard = composing.guardFor(config.guessing)
  const authenticators = new Map<string, Retirable>()
  for (const [name, section] of Object.entries(config.authentication)) {
    const authenticator = await composeAuthenticator(name, section, stores, guard, composing)
    authenticators.set(name, new Retirable(authenticator))
  }
  return authenticators
}

async function storesOf(composing: Composing): Promise<ReadonlyMap<string, OpenedStore>> {
  const stores = new Map<string, OpenedStore>()
  for (const [name, section] of Object.entries(composing.config.stores)) {
    stores.set(name, await openStore(section, ['stores', name], composing))
  }
  return stores
}

async function listenersOf(
  authenticators: ReadonlyMap<string, Authenticator>,
  routing: Routing | undefined,
  composing: Composing,
): Promise<readonly ComposedListener[]> {
  const { config } = composing
  const policy = policyOf(config, composing)
  const listeners: ComposedListener[] = []
  for (const [at, section] of config.listeners.entries()) {
    const tls = await tlsOf(section, ['listeners', at, 'tls'], composing)
    const usual = present(authenticators, section.authentication)
    listeners.push({
      listen: section.listen,
      access: accessByRoutes(usual, config.routes, authenticators, policy, routing),
      tls,
    })
  }
  return listeners
}

function policyOf({ policy }: Config, { offsetMinutes }: Composing): Policy {
  const zone = policy.timeZone?.zone ?? offsetMinutes
  return createPolicy(policy.rules, { otherwise: policy.otherwise, zone })
}

async function tlsOf(
  { tls }: ListenerSection,
  path: readonly PropertyKey[],
  { places, nowMs, notify }: Composing,
): Promise<TlsSettings | undefined> {
  if (tls === undefined) return undefined
  const { settings, problems } = await readTlsFiles(tls, places, nowMs())
  for (const problem of problems) {
    if (problem.level === 'warning') notify(problem.sentence)
    else throw new Unusable([...path, ...problem.path], problem.sentence)
  }
  return settings
}

function present<T>(named: ReadonlyMap<string, T>, name: string): T {
  const found = named.get(name)
  if (found === undefined) throw new TypeError(`there is no ${name}, though it was checked`)
  return found
}
