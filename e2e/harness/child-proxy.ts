import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  type Answers,
  type Authenticator,
  type ClientNeed,
  createAsker,
  Secret,
} from '@hopwise/auth'
import { TOOLS } from '@hopwise/auth/node'
import type { Entry } from '@hopwise/journal'
import {
  createProxy,
  openAccess,
  Parent,
  type ParentOptions,
  type ProxyOptions,
} from '@hopwise/proxy'
import { type Ran, run } from './run-program.ts'
import type { Scope } from './scope.ts'

/** A proxy in this process that asks nobody for credentials and sends everything to one parent. */
export interface ChildProxy {
  readonly port: number
  readonly parent: Parent
  readonly entries: readonly Entry[]
  /** What curl gets through it: the status of the last response, and the entry of the journal. */
  curl(url: string, ...args: readonly string[]): Promise<Asked>
}

export interface Asked {
  /** Of the origin's response, or of the CONNECT where there was none. */
  readonly status: number
  readonly ran: Ran
  readonly body: string
  readonly entry: Entry | undefined
}

export async function startChildProxy(
  scope: Scope,
  parent: Parent,
  options: Partial<ProxyOptions> = {},
): Promise<ChildProxy> {
  const entries: Entry[] = []
  const bugs: unknown[] = []
  const routing = { choose: () => ({ tiers: [[{ parent, weight: 1 }]], orDirect: false }) }
  const proxy = createProxy({
    name: 'child',
    egress: { allowPrivate: true },
    access: { ...openAccess(ANYBODY), routing },
    record: (entry) => void entries.push(entry),
    onBug: (error) => void bugs.push(error),
    ...options,
  })
  const { port } = await proxy.listen({ host: '127.0.0.1', port: 0 })
  scope.after(async () => {
    await proxy.drain(0)
    if (bugs.length > 0) throw bugs[0]
  })
  return {
    port,
    parent,
    entries,
    async curl(url, ...args) {
      const told = ['-w', '\n%{response_code} %{http_connect}']
      const before = entries.length
      const asking = ['-q', '-sS', '-x', `http://127.0.0.1:${port}`, '--max-time', '20']
      const ran = await run('curl', [...asking, ...told, ...args, url])
      const at = ran.stdout.lastIndexOf('\n')
      const [response = '0', connect = '0'] = ran.stdout.slice(at + 1).split(' ')
      while (entries.length === before) await new Promise((resolve) => setImmediate(resolve))
      const body = ran.stdout.slice(0, at)
      return { status: Number(response) || Number(connect), ran, body, entry: entries.at(-1) }
    },
  }
}

/** A parent on loopback, with a login of ours for it. */
export function parentAt(
  port: number,
  { user, password }: { readonly user: string; readonly password: string },
  options: Partial<ParentOptions> = {},
): Parent {
  const login = { username: user, password: new Secret(password) }
  return new Parent({
    name: 'corp',
    address: { scheme: 'http', host: 'localhost', port },
    credentials: {
      kind: 'own',
      asker: createAsker({ tools: TOOLS }),
      answers: { ...NOTHING, 'find-login': () => login },
    },
    ...options,
  })
}

/** An origin that says what it was sent: `METHOD PATH LENGTH`. */
export async function startTeller(
  scope: Scope,
): Promise<{ readonly url: string; readonly fields: Record<string, unknown>[] }> {
  const fields: Record<string, unknown>[] = []
  const server = createServer((request, response) => {
    fields.push(request.headers)
    let length = 0
    request.on('data', (piece: Buffer) => {
      length += piece.length
    })
    request.on('end', () => response.end(`${request.method} ${request.url} ${length}`))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  scope.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, fields }
}

export const NOTHING: Answers<ClientNeed> = {
  'find-login': () => undefined,
  'find-token': () => undefined,
  'initiate-context': () => ({ kind: 'declined', detail: 'none' }),
}

const ANYBODY: Authenticator = {
  challenges: () => [],
  authenticate: () => ({ kind: 'accepted', user: 'anybody', scheme: 'client-address' }),
}
