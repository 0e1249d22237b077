import type { TestContext } from 'node:test'
import {
  type Answers,
  type ClientNeed,
  type ClientScheme,
  createAsker,
  Secret,
  SOCKS_SCHEMES,
} from '@hopwise/auth'
import { TOOLS } from '@hopwise/auth/node'
import type { Entry } from '@hopwise/journal'
import { openAccess } from '../core/access.ts'
import { Parent, type ParentCredentials, type ParentOptions } from '../core/parents/parent.ts'
import { parseParentAddress } from '../core/parents/parent-address.ts'
import type { ParentChain } from '../core/parents/routing.ts'
import { createProxy, type Proxy, type ProxyOptions } from '../index.ts'
import { ALICE } from './loopback.ts'

/** A parent on loopback. Without credentials of its own it is asked by nobody in particular. */
export function aParent(
  port: number,
  options: Partial<ParentOptions> & { readonly scheme?: string; readonly host?: string } = {},
): Parent {
  const { scheme = 'http', host = '127.0.0.1', ...rest } = options
  const parsed = parseParentAddress(`${scheme}://${host}:${port}`)
  if (parsed.kind === 'malformed') throw new TypeError(parsed.problem)
  return new Parent({ name: 'corp', address: parsed.address, credentials: nothing(), ...rest })
}

/** Credentials that answer with this login, and count how often they are asked for it. */
export function withLogin(
  username: string,
  password: string,
  schemes?: readonly ClientScheme[],
): ParentCredentials {
  const login = { username, password: new Secret(password) }
  return credentials({ 'find-login': () => login }, schemes)
}

export function credentials(
  answers: Partial<Answers<ClientNeed>>,
  schemes?: readonly ClientScheme[],
): ParentCredentials {
  return {
    kind: 'own',
    asker: createAsker({ tools: TOOLS, schemes }),
    answers: {
      'find-login': () => undefined,
      'find-token': () => undefined,
      'initiate-context': () => ({ kind: 'declined', detail: 'no library' }),
      ...answers,
    },
  }
}

/** The same for a SOCKS parent. */
export function withSocksLogin(username: string, password: string): ParentCredentials {
  return withLogin(username, password, SOCKS_SCHEMES)
}

export interface Child {
  readonly proxy: Proxy
  readonly port: number
  readonly entries: readonly Entry[]
  readonly bugs: readonly unknown[]
  /** The next entry that is written down, in order. */
  entry(): Promise<Entry>
}

/** A proxy that sends everything through parents. Whoever says `Basic ok` is alice. */
export async function startChild(
  t: TestContext,
  parents: ParentChain | Parent,
  options: Partial<ProxyOptions> = {},
): Promise<Child> {
  const chain = parents instanceof Parent ? chainOf(parents) : parents
  const entries: Entry[] = []
  const bugs: unknown[] = []
  const waiting: ((entry: Entry) => void)[] = []
  let taken = 0
  const proxy = createProxy({
    name: 'child',
    egress: { allowPrivate: true },
    access: { ...openAccess(ALICE), routing: { choose: () => chain } },
    record(entry) {
      entries.push(entry)
      waiting.shift()?.(entry)
    },
    onBug: (error) => void bugs.push(error),
    onTrouble: () => {},
    ...options,
  })
  const { port } = await proxy.listen({ host: '127.0.0.1', port: 0 })
  t.after(async () => {
    await proxy.drain(0)
    // A defect that ended an exchange must not pass because the test looked elsewhere.
    if (bugs.length > 0) throw bugs[0]
  })
  return {
    proxy,
    port,
    entries,
    bugs,
    entry: () => {
      const known = entries[taken++]
      if (known !== undefined) return Promise.resolve(known)
      return new Promise((resolve) => waiting.push(resolve))
    },
  }
}

export function chainOf(...parents: readonly Parent[]): ParentChain {
  return { tiers: parents.map((parent) => [{ parent, weight: 1 }]), orDirect: false }
}

function nothing(): ParentCredentials {
  return credentials({})
}
