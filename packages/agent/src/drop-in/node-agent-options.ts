import type { AgentOptions as NodeAgentOptions, OutgoingHttpHeaders } from 'node:http'
import type { NetConnectOpts } from 'node:net'
import type { ConnectionOptions } from 'node:tls'
import type { ProxyFieldsSource, ProxyFieldValues } from '../core/proxy-fields.ts'
import type { HttpAgentsOptions } from '../node/http-agents.ts'
import { hasLogin, withAuthorization } from './proxy-authorization.ts'
import { type Refusals, refuseOptions } from './refuse-options.ts'

/**
 * Those of `https-proxy-agent` and `http-proxy-agent`: of Node's agents; of the connection to the proxy and
 * TLS on it, which are not for origins (a request has its own); and `headers` for the proxy.
 */
export type NodeProxyAgentOptions = NodeAgentOptions &
  Omit<ConnectionOptions, 'host' | 'port' | 'timeout'> &
  Omit<NetConnectOpts, 'host' | 'port' | 'timeout' | 'path'> & {
    /** With every CONNECT, or with every plain request; a function is asked each time. */
    readonly headers?: OutgoingHttpHeaders | (() => OutgoingHttpHeaders) | undefined
    /** Negotiate is answered when a proxy offers it, whatever is said here. */
    readonly negotiate?: boolean | undefined
  }

/**
 * Their options in ours.
 *
 * @param name of the class, for messages
 * @throws {TypeError} for what is no address of a proxy, or cannot be followed
 */
export function readNodeAgentOptions(
  name: string,
  proxy: string | URL,
  options: NodeProxyAgentOptions = {},
): HttpAgentsOptions {
  if (typeof proxy !== 'string' && !(proxy instanceof URL)) {
    throw new TypeError(`${name} takes the address of the proxy as a string or a URL`)
  }
  refuseOptions(name, options, CANNOT)
  const { headers, negotiate: _, ...rest } = options
  const [agent, connection] = parted(rest)
  const fields = fieldsOf(headers, hasLogin(String(proxy)))
  return {
    proxy,
    agent: { keepAlive: false, ...agent },
    proxyTls: connection,
    proxyConnection: connection,
    ...(fields && { proxyFields: fields }),
  }
}

/** A login in the address comes before a `Proxy-Authorization` of the program's, as there. */
function fieldsOf(
  headers: NodeProxyAgentOptions['headers'],
  isElsewhere: boolean,
): ProxyFieldsSource | undefined {
  if (headers === undefined) return undefined
  const chosen = (fields: OutgoingHttpHeaders): ProxyFieldValues =>
    isElsewhere ? withAuthorization(fields, undefined) : fields
  return typeof headers === 'function' ? () => chosen(headers()) : chosen(headers)
}

function parted(options: object): readonly [agent: NodeAgentOptions, connection: object] {
  const all = Object.entries(options)
  return [
    Object.fromEntries(all.filter(([name]) => OF_AGENTS.has(name))),
    Object.fromEntries(all.filter(([name]) => !OF_AGENTS.has(name) && !OF_ADDRESS.has(name))),
  ]
}

const OF_AGENTS: ReadonlySet<string> = new Set([
  'keepAlive',
  'keepAliveMsecs',
  'agentKeepAliveTimeoutBuffer',
  'maxSockets',
  'maxTotalSockets',
  'maxFreeSockets',
  'scheduling',
  'timeout',
])
/** What the address says, there as here. */
const OF_ADDRESS: ReadonlySet<string> = new Set(['host', 'hostname', 'port'])

const CANNOT: Refusals = {
  onProxyAuth:
    '407s are answered here; give the login in the address, or use createHttpAgents with a credentials function',
  proxyEnv: 'this agent has its proxy; createHttpAgents({ environment }) reads the environment',
  protocol: 'it is for http and https',
  defaultPort: 'it is for http and https',
}
