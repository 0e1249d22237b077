import path from 'node:path'
import type { Asked } from '../asking/ask-many.ts'
import { type Client, startClient } from '../asking/start-client.ts'
import { WAYS } from '../asking/ways.ts'
import { PASSWORD, USER } from '../credentials.ts'
import { freePort } from '../machine/free-port.ts'
import { withOwnCore } from '../machine/own-core.ts'
import type { Scope } from '../machine/scope.ts'
import { type SecureOrigin, startSecureFileServer } from '../origin/start-origin.ts'
import { findProgram } from '../peers/installed.ts'
import type { Peer, Running } from '../peers/peer.ts'
import { squid } from '../peers/squid.ts'
import type { Plan } from '../plan.ts'
import { type Contestant, holdContest } from './contest.ts'
import type { Bench, Measure, Outcome, Values } from './measure.ts'

/** What it costs a Node program to ask through a proxy that wants to know who it is. */
export const agent: Measure = {
  name: 'agent',
  title: ({ agent }) =>
    `a Node program that GETs 1 KiB through a proxy with Basic credentials (http: a thin one, https: Squid), ${agent.atOnce} at once on ` +
    `connections that stay, ${agent.generations} rounds of ${agent.seconds} s, each by a fresh process after ${agent.warmUp} requests; it has a core for itself; CPU is the program\u2019s`,
  columns: [
    { key: 'httpCpuMicros', heading: 'CPU \u00b5s/GET http', digits: 1 },
    { key: 'httpPerSecond', heading: 'GET/s http', digits: 0 },
    { key: 'httpsCpuMicros', heading: 'CPU \u00b5s/GET https', digits: 1 },
    { key: 'httpsPerSecond', heading: 'GET/s https', digits: 0 },
  ],
  obstacle: () => {
    const missing = ['nginx', 'openssl', 'squid'].filter((name) => findProgram(name) === undefined)
    return missing.length === 0
      ? undefined
      : `${missing.join(', ')} not installed (--install does it)`
  },
  run,
}

function run(bench: Bench): Promise<Outcome> {
  const { generations } = bench.plan.agent
  return withOwnCore((take) =>
    bench.scope.within(async (scope) => {
      const origin = await startSecureFileServer(scope)
      const proxies = { plain: await startThinProxy(scope), secure: await squid.start(scope, 0) }
      const outcome = await holdContest(
        { ...bench, scope },
        {
          name: agent.name,
          peers: clients(proxies, origin, take),
          startOrigin: async () => origin,
          generations,
          rounds: 1,
          round: (client) => oneRound(client, origin, bench.plan.agent),
        },
      )
      return { ...outcome, versions: versions() }
    }),
  )
}

async function startThinProxy(scope: Scope): Promise<Running> {
  const port = await freePort()
  const program = scope.start(process.execPath, [THIN_PROXY, String(port)])
  await program.listening(port)
  return { pid: program.pid, port }
}

/** So that whoever asks is waited for: ours answers plain requests by itself, Squid's tunnels cost the least. */
interface Proxies {
  readonly plain: Running
  readonly secure: Running
}

function clients(
  { plain, secure }: Proxies,
  { authority }: SecureOrigin,
  take: (pid: number) => void,
): readonly Peer<Client>[] {
  return Object.keys(versions()).map((way) => ({
    name: way,
    role: 'forward',
    version: () => versions()[way],
    start: async (scope) => {
      const login = `${USER}:${PASSWORD}`
      const by = ({ port }: Running): Client =>
        startClient(scope, { way, proxyPort: port, login, authority })
      const [plainly, securely] = [by(plain), by(secure)]
      for (const { pid } of [plainly, securely]) take(pid)
      const ask: Client['ask'] = (order) =>
        (order.url.startsWith('https:') ? securely : plainly).ask(order)
      return { ...plainly, ask }
    },
  }))
}

function versions(): Readonly<Record<string, string>> {
  const found = [...WAYS].map(([name, { version }]) => [name, version()] as const)
  return Object.fromEntries(found.filter((one): one is [string, string] => one[1] !== undefined))
}

async function oneRound(
  { ask }: Contestant<Client>,
  { port, securePort }: SecureOrigin,
  plan: Plan['agent'],
): Promise<Values> {
  const plain = await askWhenWarm(ask, `http://127.0.0.1:${port}/1k`, plan)
  const secure = await askWhenWarm(ask, `https://127.0.0.1:${securePort}/1k`, plan)
  return {
    httpCpuMicros: (plain.cpuSeconds / plain.requests) * 1e6,
    httpPerSecond: plain.requests / plain.seconds,
    httpsCpuMicros: (secure.cpuSeconds / secure.requests) * 1e6,
    httpsPerSecond: secure.requests / secure.seconds,
  }
}

/**
 * V8 goes on compiling for some ten thousand requests, and a busy machine makes them slower, not fewer. No rest
 * between these and those that count: in a few seconds idle connections are closed, and V8 throws away code that
 * nobody uses.
 */
async function askWhenWarm(
  ask: Client['ask'],
  url: string,
  { warmUp, seconds, atOnce }: Plan['agent'],
): Promise<Asked> {
  for (let asked = 0; asked < warmUp; ) {
    asked += (await ask({ url, seconds: WARMING_SECONDS, atOnce })).requests
  }
  return ask({ url, seconds, atOnce })
}

const WARMING_SECONDS = 0.5
const THIN_PROXY = path.join(import.meta.dirname, '../asking/thin-proxy.ts')
