import http from 'node:http'
import https from 'node:https'
import { syncBuiltinESMExports } from 'node:module'
import { setGlobalDispatcher } from 'undici'
import { credentialsForListed } from '../core/credentials-for-listed.ts'
import { credentialsOf } from '../core/credentials-of-environment.ts'
import type { ProxyFault } from '../core/proxy-fault.ts'
import type { Environment, ProxySettings } from '../core/proxy-settings.ts'
import { readRequestCall, secureRequest, tlsOptionsOf } from '../core/redirected-request.ts'
import { unusableProxy } from '../core/unusable-proxy.ts'
import type { WayChooser } from '../pac/way.ts'
import { ProxyingDispatcher } from './dispatcher.ts'
import { helpConnections } from './help-connections.ts'
import { type HttpAgents, httpAgentsBy } from './http-agents.ts'
import { fromKeyring } from './keyring.ts'
import { type AgentOptions, WayOut } from './way-out.ts'

/** What is replaced of `node:http` and `node:https`: the only places of a process that all requests pass. */
interface HttpModule {
  request(...args: readonly unknown[]): http.ClientRequest
  get(...args: readonly unknown[]): http.ClientRequest
  globalAgent: http.Agent
}

export interface Installed {
  /** Sentences about variables that cannot be used. */
  readonly problems: readonly string[]
  /** Puts everything back, for tests. */
  undo(): void
}

/**
 * Sends every request of this process through the proxies of its environment: `fetch`, undici, and
 * `node:http` with whatever agent, whose settings for TLS are kept. Whoever connects to a proxy of the
 * environment by other means is helped there. Where the environment names no proxy nothing is changed;
 * where it names one that cannot be used, the requests that it is for fail.
 * With `pac`, a script chooses instead, and the credentials are for those proxies only that
 * `HOPWISE_PROXY_CREDENTIALS_FOR` lists.
 *
 * @param tell is told of a fault that the program hears of as an error of its own connection, if at all
 */
export function installEverywhere(
  environment: Environment,
  pac?: WayChooser,
  tell: (fault: ProxyFault) => void = () => undefined,
): Installed {
  const given = credentialsOf(environment, (username) => fromKeyring({ username }))
  const listed = environment['HOPWISE_PROXY_CREDENTIALS_FOR']
  const options: AgentOptions = {
    environment,
    pac,
    credentials: pac ? credentialsForListed(given, listed ?? '') : given,
    netrcFile: environment['HOPWISE_PROXY_NETRC'],
  }
  const wayOut = new WayOut(options)
  const { settings } = wayOut
  const problems = settings.problems.map(unusableProxy)
  if (pac && given && !listed) problems.push(FOR_WHOM)
  if (!pac && !isSaid(settings)) return { problems, undo: () => undefined }
  // One for all: a password that was refused to one of them is not tried by the next.
  setGlobalDispatcher(new ProxyingDispatcher(options, wayOut))
  const agents = httpAgentsBy(wayOut, options)
  const undos = [
    helpConnections((to) => wayOut.hopAt(to), tell),
    redirect(http as unknown as HttpModule, 'http', agents, wayOut),
    redirect(https as unknown as HttpModule, 'https', agents, wayOut),
  ]
  syncBuiltinESMExports()
  const undo = (): void => {
    for (const one of undos) one()
    syncBuiltinESMExports()
  }
  return { problems, undo }
}

function isSaid({ http, https, unusable }: ProxySettings): boolean {
  return [http, https, unusable?.http, unusable?.https].some((one) => one !== undefined)
}

function redirect(
  module: HttpModule,
  scheme: 'http' | 'https',
  agents: HttpAgents,
  wayOut: WayOut,
): () => void {
  const { request, globalAgent, get } = module
  const redirected = (...args: readonly unknown[]): http.ClientRequest => {
    const call = readRequestCall(scheme, args)
    if (call === undefined) return request(...args)
    const secure = scheme === 'http' && wayOut.hopAt(call.origin) && secureRequest(call)
    if (secure) {
      const tunnelled = https.request as unknown as HttpModule['request']
      return tunnelled(...call.withOptions(secure))
    }
    if (wayOut.route(call.origin).kind === 'direct') return request(...args)
    const { createConnection: _, ...options } = call.options
    const changed = { ...tlsOptionsOf(options['agent']), ...options, agent: agents[scheme] }
    return request(...call.withOptions(changed))
  }
  module.request = redirected
  module.get = (...args) => {
    const asking = redirected(...args)
    asking.end()
    return asking
  }
  module.globalAgent = agents[scheme]
  return () => Object.assign(module, { request, get, globalAgent })
}

const FOR_WHOM =
  'HOPWISE_PROXY_USER and HOPWISE_PROXY_TOKEN are not used: a PAC script may name any proxy, so HOPWISE_PROXY_CREDENTIALS_FOR has to list those they are for'
