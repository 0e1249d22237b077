/**
 * How a program asks through a proxy: those that are compared, as their own documentation has it, with
 * connections that stay. A new one is an entry here.
 */
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { createDispatcher, createHttpAgents } from '@hopwise/agent'
import { ProxyAgent } from 'undici'
import { npmPeer, npmPeerVersion } from '../peers/npm-packages.ts'
import { type Ask, askByNode, askByUndici, type NodeAgents } from './ask.ts'

export interface Way {
  /** Undefined when it is not installed; empty for ours. */
  readonly version: () => string | undefined
  /** @param proxy its address, with a login */
  readonly through: (proxy: string) => Promise<Ask>
}

export const WAYS: ReadonlyMap<string, Way> = new Map<string, Way>([
  [
    'hopwise',
    {
      version: () => '',
      through: async (proxy) => askByUndici(createDispatcher({ proxy })),
    },
  ],
  [
    'undici ProxyAgent',
    {
      version: undiciVersion,
      through: async (proxy) => askByUndici(new ProxyAgent(proxy)),
    },
  ],
  [
    'hopwise http.Agent',
    {
      version: () => '',
      through: async (proxy) => askByNode(createHttpAgents({ proxy })),
    },
  ],
  [
    'https-proxy-agent',
    {
      // For http its authors have a second package, of the same version.
      version: () => npmPeerVersion('http-proxy-agent') && npmPeerVersion('https-proxy-agent'),
      through: throughProxyAgents,
    },
  ],
])

type ProxyAgentClass = new (proxy: string, options: object) => NodeAgents['http']

/** Without `keepAlive` each request would make a tunnel of its own. */
async function throughProxyAgents(proxy: string): Promise<Ask> {
  const [{ HttpProxyAgent }, { HttpsProxyAgent }] = (await Promise.all([
    importPeer('http-proxy-agent'),
    importPeer('https-proxy-agent'),
  ])) as [{ HttpProxyAgent: ProxyAgentClass }, { HttpsProxyAgent: ProxyAgentClass }]
  const options = { keepAlive: true }
  return askByNode({
    http: new HttpProxyAgent(proxy, options),
    https: new HttpsProxyAgent(proxy, options) as NodeAgents['https'],
  })
}

function importPeer(name: string): Promise<unknown> {
  // A folder cannot be imported, and which file of it is meant is for its package.json to say.
  const entry = createRequire(`${npmPeer(name)}/`).resolve(name)
  return import(pathToFileURL(entry).href)
}

function undiciVersion(): string {
  const { version } = createRequire(import.meta.url)('undici/package.json') as { version: string }
  return version
}
