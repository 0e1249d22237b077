import assert from 'node:assert/strict'
import { lookup } from 'node:dns/promises'
import { type TestContext, test } from 'node:test'
import type { Authenticator, Identity, Verdict } from '@hopwise/auth'
import type { Entry } from '@hopwise/journal'
import { type Access, openAccess } from '../core/access.ts'
import { createPolicy } from '../core/policy/policy.ts'
import { rulesOf } from '../core/policy/testing/question.ts'
import { UTC } from '../core/policy/time-zone.ts'
import { ALICE, answering, type Origin, startClient, startOrigin } from '../testing/loopback.ts'
import { aParent, chainOf } from '../testing/parents.ts'
import { type Described, foretell, type Imagined } from './foretell.ts'
import { createProxy } from './proxy.ts'

interface Case {
  readonly what: string
  /** `ORIGIN` is where the origin listens. */
  readonly line: string
  /** Undefined sends no credentials. */
  readonly user?: string
  readonly egress?: Described['egress']
  readonly is: string
}

const cases: readonly Case[] = [
  { what: 'no credentials', line: 'GET http://127.0.0.1:ORIGIN/', is: '407 CREDENTIALS_MISSING' },
  { what: 'a tunnel without them', line: 'CONNECT a.test:443', is: '407 CREDENTIALS_MISSING' },
  {
    what: 'a user who is unknown',
    line: 'CONNECT a.test:443',
    user: 'eve',
    is: '407 CREDENTIALS_REJECTED',
  },
  {
    what: 'a target without a port',
    line: 'CONNECT a.test',
    user: 'alice',
    is: '400 TARGET_INVALID',
  },
  {
    what: 'userinfo',
    line: 'GET http://u:p@127.0.0.1:ORIGIN/',
    user: 'alice',
    is: '400 TARGET_INVALID',
  },
  {
    what: 'a scheme of others',
    line: 'GET https://a.test/',
    user: 'alice',
    is: '400 TARGET_SCHEME_UNSUPPORTED',
  },
  {
    what: 'a rule by name',
    line: 'CONNECT games.example:443',
    user: 'alice',
    is: '403 POLICY_FORBIDDEN no games',
  },
  {
    what: 'the name in other letters',
    line: 'CONNECT GAMES.Example.:443',
    user: 'alice',
    is: '403 POLICY_FORBIDDEN no games',
  },
  {
    what: 'a rule of a group',
    line: 'GET http://127.0.0.1:ORIGIN/',
    user: 'bob',
    is: '403 POLICY_FORBIDDEN no loopback',
  },
  {
    what: 'a name that resolves to it',
    line: 'GET http://localhost:ORIGIN/',
    user: 'bob',
    is: '403 POLICY_FORBIDDEN no loopback',
  },
  {
    what: 'a mapped address',
    line: 'GET http://[::ffff:127.0.0.1]:ORIGIN/',
    user: 'bob',
    is: '403 POLICY_FORBIDDEN no loopback',
  },
  {
    what: 'a mapped address in hex',
    line: 'GET http://[::ffff:7f00:1]:ORIGIN/',
    user: 'bob',
    is: '403 POLICY_FORBIDDEN no loopback',
  },
  {
    what: 'octal',
    line: 'GET http://0177.0.0.1:ORIGIN/',
    user: 'bob',
    is: '403 POLICY_FORBIDDEN no loopback',
  },
  {
    what: 'hexadecimal',
    line: 'GET http://0x7f000001:ORIGIN/',
    user: 'bob',
    is: '403 POLICY_FORBIDDEN no loopback',
  },
  {
    what: 'one number',
    line: 'CONNECT 2130706433:ORIGIN',
    user: 'bob',
    is: '403 POLICY_FORBIDDEN no loopback',
  },
  {
    what: 'a short form',
    line: 'CONNECT 127.1:ORIGIN',
    user: 'bob',
    is: '403 POLICY_FORBIDDEN no loopback',
  },
  {
    what: 'a rule that only reports',
    line: 'GET http://127.0.0.1:ORIGIN/',
    user: 'alice',
    is: '200 reported by soon',
  },
  {
    what: 'an account with hosts',
    line: 'CONNECT 127.0.0.1:ORIGIN',
    user: 'carol',
    is: '403 ACCOUNT_FORBIDDEN account',
  },
  {
    what: 'an account whose limits cannot be read',
    line: 'CONNECT 127.0.0.1:ORIGIN',
    user: 'dave',
    is: '403 ACCOUNT_FORBIDDEN account',
  },
  {
    what: 'the guard',
    line: 'GET http://127.0.0.1:ORIGIN/',
    user: 'alice',
    egress: { allowPrivate: false },
    is: '403 DESTINATION_FORBIDDEN reported by soon',
  },
  {
    what: 'a rule that opens what the guard closes',
    line: 'GET http://127.0.0.1:ORIGIN/',
    user: 'olga',
    egress: { allowPrivate: false },
    is: '200 by opened',
  },
  {
    what: 'what is never opened',
    line: 'GET http://169.254.169.254/',
    user: 'olga',
    egress: { allowPrivate: false },
    is: '403 DESTINATION_FORBIDDEN by opened',
  },
  { what: 'a tunnel', line: 'CONNECT 127.0.0.1:ORIGIN', user: 'alice', is: '200 reported by soon' },
  { what: 'the proxy itself', line: 'GET http://hopwise.internal/', user: 'alice', is: '200' },
  { what: 'its welcome', line: 'GET /', is: '200' },
]
for (const one of cases) {
  test(`${one.what}: what is foretold is what happens, ${one.is}`, async (t) => {
    const origin = await startOrigin(t, answering(PAGE))
    const { entry, text } = await happened(t, one, origin)
    const head = headOf(one, origin)
    const described = { ...proxyOf(one), listeners: [{ host: '127.0.0.1', port: text.port }] }
    const foretold = foretell(await imagined(one, head), described)
    assert.equal(shown(entry), one.is)
    assert(foretold.entry !== undefined)
    assert.deepEqual(comparable(foretold.entry), comparable(entry))
    if (foretold.kind === 'passed-on') return
    if (foretold.answer === undefined) return assert.equal(entry.outcome, 'answered')
    // Everything but the date and the exchange's id.
    assert.equal(unfixed(foretold.answer), unfixed(text.received))
    assert.equal(foretold.entry.bytes.toClient, entry.bytes.toClient)
  })
}

test('what depends on addresses is undecided until they are known', () => {
  const proxy = { ...proxyOf({}), listeners: [] }
  const verdict = accepted('bob')
  const asked = {
    head: headOf({ line: 'CONNECT a.test:443' }),
    verdict,
    client: '127.0.0.1',
    timeMs: 0,
  }
  const foretold = foretell(asked, proxy)
  assert.deepEqual(
    [foretold.kind, foretold.entry, foretold.answer],
    ['undecided', undefined, undefined],
  )
  const supposed = foretell({ ...asked, addresses: ['192.0.2.1', '127.0.0.1'] }, proxy)
  assert.equal(supposed.fault?.code, 'POLICY_FORBIDDEN')
})

test('what would come back to the proxy is a loop', () => {
  const proxy = { ...proxyOf({}), listeners: [{ host: '127.0.0.1', port: 4070 }] }
  const head = headOf({ line: 'CONNECT 127.0.0.1:4070' })
  const asked: Imagined = { head, verdict: accepted('alice'), client: '127.0.0.1', timeMs: 0 }
  assert.equal(foretell(asked, proxy).fault?.code, 'ROUTE_LOOP')
})

const PAGE = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi'
const USERS: Readonly<Record<string, Identity>> = {
  alice: { user: 'alice' },
  bob: { user: 'bob', groups: ['caged'] },
  carol: { user: 'carol', restrictions: { hosts: ['*.example'] } },
  dave: { user: 'dave', restrictions: { hours: ['always'] } },
  olga: { user: 'olga' },
}
const RULES = rulesOf(
  { name: 'soon', effect: 'deny', reportOnly: true, users: ['alice'], destinations: ['127.0.0.1'] },
  { name: 'no games', effect: 'deny', destinations: ['.games.example'], reason: 'no games' },
  { name: 'no loopback', effect: 'deny', groups: ['caged'], destinations: ['127.0.0.0/8', '::1'] },
  { name: 'opened', effect: 'allow', users: ['olga'], allowPrivate: true },
)
const AUTHENTICATOR: Authenticator = {
  challenges: () => ['Basic realm="test"'],
  authenticate: ([value]) =>
    value === undefined ? MISSING : accepted(value.slice('Basic '.length)),
}
const MISSING = { kind: 'refused', reason: 'credentials-missing' } as const

function accepted(user: string): Verdict {
  const identity = USERS[user]
  if (identity === undefined) {
    return { kind: 'refused', reason: 'unknown-user', user, scheme: 'basic' }
  }
  return { kind: 'accepted', scheme: 'basic', ...identity }
}

function proxyOf({ egress = { allowPrivate: true } }: Pick<Case, 'egress'>) {
  const policy = createPolicy(RULES, { otherwise: 'allow', zone: UTC })
  const access: Access = openAccess(AUTHENTICATOR, policy)
  return { name: 'us', access, egress }
}

function headOf({ line, user }: Pick<Case, 'line' | 'user'>, origin?: Origin): string {
  const credentials = user === undefined ? [] : [`Proxy-Authorization: Basic ${user}`]
  const requestLine = `${line.replace('ORIGIN', String(origin?.port))} HTTP/1.1`
  const lines = [requestLine, 'Host: a.test', 'Connection: close', ...credentials]
  return [...lines, '', ''].join('\r\n')
}

/** A name is resolved by whoever asks, as `hopwise why --resolve` does. */
async function imagined({ line, user }: Case, head: string): Promise<Imagined> {
  const name = /(?:http:\/\/| )(localhost|0x7f000001|0177\.0\.0\.1|2130706433|127\.1)/.exec(
    line,
  )?.[1]
  const found = name === undefined ? undefined : await lookup(name, { all: true })
  return {
    head,
    verdict: user === undefined ? MISSING : accepted(user),
    client: '127.0.0.1',
    timeMs: Date.now(),
    addresses: found?.map(({ address }) => address),
  }
}

async function happened(t: TestContext, one: Case, origin: Origin) {
  const entries: Entry[] = []
  const proxy = createProxy({ ...proxyOf(one), record: (entry) => void entries.push(entry) })
  const { port } = await proxy.listen({ host: '127.0.0.1', port: 0 })
  t.after(() => proxy.drain(0))
  const client = await startClient(t, port)
  client.send(headOf(one, origin))
  // A tunnel does not end by itself.
  const isTunnel = one.is.startsWith('200') && one.line.startsWith('CONNECT')
  const received = isTunnel ? await client.until(/\r\n\r\n/) : await client.rest()
  client.socket.destroy()
  await proxy.drain(0)
  const [entry = assert.fail('nothing was recorded')] = entries
  return { entry, text: { received, port } }
}

function shown({ status, fault, rule, wouldRefuse }: Entry): string {
  const by =
    rule === undefined
      ? ''
      : fault?.endsWith('_FORBIDDEN') && fault !== 'DESTINATION_FORBIDDEN'
        ? ` ${rule}`
        : ` by ${rule}`
  const reported = wouldRefuse === undefined ? '' : ` reported by ${wouldRefuse}`
  return `${status}${fault === undefined ? '' : ` ${fault}`}${by}${reported}`
}

/** What an exchange that happened has in common with one that did not. */
function comparable({
  exchange,
  time,
  phases,
  bytes,
  reused,
  receivedStatus,
  ...rest
}: Entry): object {
  assert(exchange !== '' && time > 0 && phases.receive !== undefined && bytes.fromClient > 0)
  return rest
}

function unfixed(answer: string): string {
  return answer.replace(/^Date: .*$/m, 'Date: …').replace(/exchange [0-9A-Z-]{14}/g, 'exchange …')
}

test('who is asked depends on addresses that nobody has looked up: undecided, until they are given', () => {
  const nobody: Authenticator = {
    challenges: () => [],
    authenticate: () => ({ kind: 'refused', reason: 'credentials-missing' }),
  }
  const access: Access = {
    ...openAccess(nobody),
    needsAddresses: ({ addresses }) => addresses === undefined,
  }
  const imagined: Imagined = {
    head: 'CONNECT a.test:443 HTTP/1.1\r\nHost: a.test:443\r\n\r\n',
    verdict: { kind: 'accepted', user: 'alice', scheme: 'basic' },
    client: '192.0.2.7',
    timeMs: 0,
    addresses: undefined,
  }
  const proxy: Described = { name: 'us', access, egress: { allowPrivate: false }, listeners: [] }
  assert.equal(foretell(imagined, proxy).kind, 'undecided')
  const told = foretell({ ...imagined, addresses: ['93.184.216.34'] }, proxy)
  assert.equal(told.kind, 'passed-on')
})

test('what goes through a parent is told by its name, and its addresses are judged here', () => {
  const parent = aParent(1)
  const chain = chainOf(parent)
  const access = { ...openAccess(ALICE), routing: { choose: () => chain } }
  const proxy = { name: 'us', access, egress: { allowPrivate: false }, listeners: [] }
  const verdict = { kind: 'accepted', user: 'alice', scheme: 'basic' } as const
  const told = (host: string) =>
    foretell(
      {
        head: `CONNECT ${host}:443 HTTP/1.1\r\nHost: ${host}:443\r\n\r\n`,
        ...{ verdict, client: '192.0.2.1', timeMs: 0 },
      },
      proxy,
    )
  const { kind, entry } = told('intranet.corp')
  assert.deepEqual(
    [kind, entry?.route, entry?.parent, entry?.outcome],
    ['passed-on', 'parent', 'corp', 'tunnelled'],
  )
  assert.equal(told('10.0.0.1').fault?.code, 'DESTINATION_FORBIDDEN')
  assert.equal(told('localhost').fault?.code, 'DESTINATION_FORBIDDEN')
})

test('where a script says which way, it is named and not asked', () => {
  const way = {
    script: { name: 's', ask: () => assert.fail('nobody is to be asked') },
    parentAt: () => undefined,
    orDirect: false,
  }
  const access = { ...openAccess(ALICE), routing: { choose: () => way } }
  const proxy = { name: 'us', access, egress: { allowPrivate: false }, listeners: [] }
  const verdict = { kind: 'accepted', user: 'alice', scheme: 'basic' } as const
  const told = (host: string) => {
    const head = `CONNECT ${host}:443 HTTP/1.1\r\nHost: ${host}:443\r\n\r\n`
    return foretell({ head, verdict, client: '192.0.2.1', timeMs: 0 }, proxy)
  }
  const { kind, entry } = told('a.test')
  assert.deepEqual(
    [kind, entry?.route, entry?.script, entry?.parent],
    ['passed-on', 'script', 's', undefined],
  )
  assert.equal(told('10.0.0.1').fault?.code, 'DESTINATION_FORBIDDEN')
})
