import {
  type Access,
  createPolicy,
  type Described,
  openAccess,
  type TimeZone,
} from '@hopwise/proxy'
import { accessByRoutes } from '../compose/access-by-routes.ts'
import { describedRouting } from '../compose/compose-routing.ts'
import type { Config } from '../config/config.ts'
import { formatProblems, loadConfig } from '../config/load-config.ts'
import type { AuthenticationSection } from '../config/sections/authentication.ts'
import { EXIT } from '../exit-code.ts'
import { Problem } from '../problem.ts'
import { offered } from './offered.ts'

/** A proxy as its configuration has it, and where it keeps its users. */
export interface DescribedProxy {
  readonly proxy: Described
  /** In which rules mean hours. */
  readonly zone: TimeZone
  /** Absolute; undefined where the configuration does not say. */
  readonly data: string | undefined
  /** Names of schemes that clients are offered for a destination, in order. */
  readonly schemes: readonly string[]
}

/**
 * Reads a configuration, and opens nothing that it mentions.
 *
 * @throws {Problem} with everything that is wrong with it
 */
export async function describedByConfig(path: string, local: TimeZone): Promise<DescribedProxy> {
  const { file, directory, config, problems } = await loadConfig(path)
  if (config === undefined) throw new Problem(EXIT.configuration, formatProblems(file, problems))
  const zone = config.policy.timeZone?.zone ?? local
  const listeners = config.listeners.map(({ listen: { host, port } }) => ({ host, port }))
  return {
    proxy: { name: NAME, access: accessOf(config, zone), egress: config.egress, listeners },
    zone,
    data: config.data?.from(directory),
    schemes: firstSection(config).schemes,
  }
}

/** A proxy that is started without a configuration. */
export function describedByDefault(allowPrivate: boolean, zone: TimeZone): DescribedProxy {
  const access = openAccess(offered({ realm: 'Hopwise', schemes: ['basic'] }))
  const listeners = [{ host: '127.0.0.1', port: 4070 }]
  const proxy = { name: NAME, access, egress: { allowPrivate }, listeners }
  return { proxy, zone, data: undefined, schemes: ['basic'] }
}

function accessOf(config: Config, zone: TimeZone): Access {
  const { rules, otherwise } = config.policy
  const authenticators = Object.entries(config.authentication).map(
    ([name, section]) => [name, offered(section)] as const,
  )
  const usual = offered(firstSection(config))
  const policy = createPolicy(rules, { otherwise, zone })
  const named = new Map(authenticators)
  return accessByRoutes(usual, config.routes, named, policy, describedRouting(config))
}

/** Of the first listener: it is where the request would come in. */
function firstSection(config: Config): AuthenticationSection {
  const used = config.listeners[0]?.authentication ?? 'default'
  const section = config.authentication[used]
  if (section === undefined) throw new TypeError(`no authentication ${used}, though it was checked`)
  return section
}

/** A running proxy has a name of its own in `Proxy-Status`, another one after each start. */
const NAME = 'hopwise'
