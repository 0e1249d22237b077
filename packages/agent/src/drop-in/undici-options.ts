import type { NetConnectOpts } from 'node:net'
import type { ConnectionOptions } from 'node:tls'
import type { Agent, buildConnector, ProxyAgent } from 'undici'
import type { ProxyFieldValues } from '../core/proxy-fields.ts'
import type { DispatcherOptions } from '../node/dispatcher.ts'
import { hasLogin, withAuthorization, withoutLogin } from './proxy-authorization.ts'
import { type Refusals, refuseOptions } from './refuse-options.ts'

/** Those of undici's `ProxyAgent`. */
export type ProxyAgentOptions = ProxyAgent.Options

/**
 * The options of undici's `ProxyAgent` in ours. As there, `token` comes before `auth`, that before the
 * login in the address, and that before a `Proxy-Authorization` among `headers`.
 *
 * @throws {TypeError} for what is missing, contradicts itself or cannot be followed
 */
export function readProxyAgentOptions(given: ProxyAgentOptions | string | URL): DispatcherOptions {
  const options = typeof given === 'object' && !(given instanceof URL) ? given : { uri: `${given}` }
  const { uri, token, auth, headers, requestTls, proxyTls, proxyTunnel, ...rest } = options
  if (!uri) throw new TypeError('The option uri is missing: the address of the proxy')
  if (auth && token) throw new TypeError('Give token or auth: both are the same field')
  refuseOptions('ProxyAgent', options, CANNOT)
  const { connectTimeout, ...agent } = rest as Agent.Options
  const authorization = token || (auth && `Basic ${auth}`) || undefined
  // `socks:` is SOCKS 5 to undici. There are no fields in it, so its login is the one in the address.
  const address = String(uri).replace(/^socks:/i, 'socks5:')
  const isOfAddress = authorization === undefined || /^socks5h?:/i.test(address)
  return {
    proxy: isOfAddress ? address : withoutLogin(address),
    ...fieldsOf(headers, address, authorization),
    ...connectionTo(proxyTls, connectTimeout),
    tls: { ...(connectTimeout !== undefined && { timeout: connectTimeout }), ...requestTls },
    plainHttp: proxyTunnel === true ? 'tunnelled' : 'handed-over',
    undici: agent,
  }
}

function fieldsOf(
  headers: unknown,
  address: string,
  authorization: string | undefined,
): Pick<DispatcherOptions, 'proxyFields'> {
  const fields = listed(headers)
  const isElsewhere = authorization !== undefined || hasLogin(address)
  const all = isElsewhere ? withAuthorization(fields, authorization) : fields
  return Object.keys(all).length === 0 ? {} : { proxyFields: all }
}

function listed(headers: unknown): ProxyFieldValues {
  if (headers === undefined || headers === null) return {}
  if (typeof headers !== 'object' || Array.isArray(headers)) {
    throw new TypeError('The option headers is an object of names and values')
  }
  return Symbol.iterator in headers
    ? Object.fromEntries(headers as unknown as Iterable<[string, string]>)
    : { ...(headers as ProxyFieldValues) }
}

/** What undici hands to its connector, for the connection and for TLS over it. */
function connectionTo(
  proxyTls: buildConnector.BuildOptions = {},
  connectTimeout: number | null | undefined,
): Pick<DispatcherOptions, 'proxyTls' | 'proxyConnection' | 'limits'> {
  refuseOptions('proxyTls', proxyTls, CANNOT_TO_PROXY)
  // That HTTP/2 is allowed does not make it wanted: HTTP/1.1 is what is spoken to proxies here.
  const { allowH2: _, timeout = connectTimeout, socketPath, ...others } = proxyTls
  const over = { ...others, ...(socketPath ? { path: socketPath } : {}) }
  return {
    proxyTls: others as ConnectionOptions,
    proxyConnection: over as Partial<NetConnectOpts>,
    ...(typeof timeout === 'number' && { limits: { connectTimeoutMs: timeout || FOR_EVER_MS } }),
  }
}

const CANNOT: Refusals = {
  clientFactory:
    'no client of undici speaks to the proxy; proxyTls is for the connections to it, connections for how many there are',
  factory: 'the pools are this agent\u2019s; give connections, pipelining and the like',
  connect: 'ProxyAgent has requestTls for TLS to origins, and proxyTls for TLS to the proxy',
  username: 'write it into uri',
  password: 'write it into uri',
}

const CANNOT_TO_PROXY: Refusals = {
  preferH2: 'proxies are spoken to in HTTP/1.1',
  maxCachedSessions: 'TLS sessions with proxies are not kept; leave it out',
  port: 'the port of the proxy stands in uri',
}

/** undici waits without end for 0. This is as long as a timer can be. */
const FOR_EVER_MS = 2 ** 31 - 1
