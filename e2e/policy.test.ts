import assert from 'node:assert/strict'
import { lookup } from 'node:dns/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import type { Identity, PasswordStore } from '@hopwise/auth'
import { createPasswordAuthenticator } from '@hopwise/auth/node'
import type { Entry } from '@hopwise/journal'
import {
  createPolicy,
  createProxy,
  type Described,
  foretell,
  openAccess,
  parseHostPattern,
  parseHours,
  parseTimeZone,
  type Rule,
} from '@hopwise/proxy'
import { missing } from './harness/missing.ts'
import { run } from './harness/run-program.ts'

const skip = missing('curl')

interface Case {
  readonly user: string
  /** `PORT` is the origin's. */
  readonly url: string
  readonly curl?: readonly string[]
  readonly status: number
  readonly proxyStatus?: string
  readonly rule?: string
  readonly wouldRefuse?: string
}

const DENIED = 'error=http_request_denied; details="POLICY_FORBIDDEN"'
const CLOSED = 'error=destination_ip_prohibited; details="DESTINATION_FORBIDDEN"'
const cases: readonly Case[] = [
  { user: 'alice', url: 'http://127.0.0.1:PORT/', status: 200, rule: 'lab' },
  { user: 'alice', url: 'http://localhost:PORT/', status: 200, rule: 'lab' },
  {
    user: 'bob',
    url: 'http://127.0.0.1:PORT/',
    status: 403,
    proxyStatus: CLOSED,
    wouldRefuse: 'soon',
  },
  { user: 'carol', url: 'http://127.0.0.1:PORT/', status: 403, proxyStatus: DENIED, rule: 'caged' },
  // The same address in other clothes: none of them is another destination.
  ...['localhost', '0177.0.0.1', '0x7f000001', '2130706433', '127.1', '[::ffff:127.0.0.1]'].map(
    (host) => ({
      user: 'carol',
      url: `http://${host}:PORT/`,
      status: 403,
      proxyStatus: DENIED,
      rule: 'caged',
    }),
  ),
  {
    user: 'alice',
    url: 'http://GAMES.example./',
    status: 403,
    proxyStatus: DENIED,
    rule: 'no games',
  },
  {
    user: 'alice',
    url: 'https://www.games.example/',
    status: 403,
    proxyStatus: DENIED,
    rule: 'no games',
  },
  {
    user: 'alice',
    url: 'http://127.0.0.1:PORT/',
    curl: ['--data', 'x'],
    status: 403,
    proxyStatus: DENIED,
    rule: 'read only',
  },
  {
    user: 'dora',
    url: 'http://127.0.0.1:PORT/',
    status: 403,
    proxyStatus: 'error=http_request_denied; details="ACCOUNT_FORBIDDEN"',
    rule: 'account',
  },
]

for (const one of cases) {
  const { user, url, curl = [], status } = one
  test(`curl ${curl.join(' ')} of ${user} to ${url} gets ${status}, as foretold`, {
    skip,
  }, async (t) => {
    const origin = createServer((_request, response) => response.end('hello\n'))
    await new Promise<void>((resolve) => origin.listen(0, '127.0.0.1', resolve))
    t.after(() => origin.close())
    const { port: originPort } = origin.address() as AddressInfo
    const entries: Entry[] = []
    const described = aProxy()
    const proxy = createProxy({ ...described, record: (entry) => void entries.push(entry) })
    const { port } = await proxy.listen({ host: '127.0.0.1', port: 0 })
    t.after(() => proxy.drain(0))

    const target = url.replace('PORT', String(originPort))
    const sent = await run('curl', [
      ...['--silent', '--show-error', '--verbose', '--proxy', `http://127.0.0.1:${port}`],
      ...['--proxy-user', `${user}:secret`, ...curl, target],
    ])
    await proxy.drain(0)
    const entry = entries.at(-1)
    assert(entry !== undefined, sent.stderr)
    assert.match(sent.stderr, new RegExp(`^< HTTP/1\\.1 ${status} `, 'm'))
    const proxyStatus = /^< Proxy-Status: (.*?)\r?$/m.exec(sent.stderr)?.[1]
    if (one.proxyStatus !== undefined) assert.equal(proxyStatus, `e2e; ${one.proxyStatus}`)
    const { rule, wouldRefuse } = entry
    assert.deepEqual([entry.status, rule, wouldRefuse], [status, one.rule, one.wouldRefuse])

    const head = headFrom(sent.stderr)
    const verdict = { kind: 'accepted', scheme: 'basic', ...identityOf(user) } as const
    const addresses = await resolved(entry.target)
    const asked = { head, verdict, client: '127.0.0.1', timeMs: entry.time, addresses }
    const foretold = foretell(asked, { ...described, listeners: [{ host: '127.0.0.1', port }] })
    assert.deepEqual(comparable(foretold.entry), comparable(entry))
    if (foretold.answer !== undefined) {
      assert.equal(/^Proxy-Status: (.*)\r$/m.exec(foretold.answer)?.[1], proxyStatus)
    }
  })
}

test('hours are those of the zone, to the minute, on the day that clocks change', () => {
  const zone = parseTimeZone('Europe/Berlin')
  const hours = parseHours('sun 02:00-03:00')
  assert(zone.kind === 'zone' && hours.kind === 'hours')
  const rules: Rule[] = [{ name: 'night', effect: 'deny', hours: [hours.hours] }]
  const policy = createPolicy(rules, { otherwise: 'allow', zone: zone.zone })
  const at = (moment: string) =>
    policy.authorize({
      ...{ identity: { user: 'alice' }, scheme: 'basic', method: 'GET', host: 'a', port: 80 },
      ...{ addresses: undefined, client: '127.0.0.1', timeMs: Date.parse(moment) },
    }).kind
  // Both passes of the hour in October; in March it does not come.
  assert.deepEqual(
    ['00:30', '01:30', '02:00'].map((time) => at(`2026-10-25T${time}:00Z`)),
    ['forbidden', 'forbidden', 'allowed'],
  )
  assert.deepEqual(
    ['00:30', '01:30'].map((time) => at(`2026-03-29T${time}:00Z`)),
    ['allowed', 'allowed'],
  )
})

function aProxy(): Omit<Described, 'listeners'> {
  const rules: readonly Rule[] = [
    { name: 'no games', effect: 'deny', destinations: patterns('.games.example') },
    { name: 'read only', effect: 'deny', methods: ['POST', 'PUT'] },
    { name: 'lab', effect: 'allow', users: ['alice'], destinations: LOOPBACK, allowPrivate: true },
    { name: 'soon', effect: 'deny', users: ['bob'], destinations: LOOPBACK, reportOnly: true },
    { name: 'caged', effect: 'deny', groups: ['Caged'], destinations: LOOPBACK },
  ]
  const policy = createPolicy(rules, { otherwise: 'allow', zone: () => 0 })
  const authenticator = createPasswordAuthenticator({ store: STORE, realm: 'e2e' })
  return { name: 'e2e', access: openAccess(authenticator, policy), egress: { allowPrivate: false } }
}

function patterns(...texts: readonly string[]) {
  return texts.map((text) => {
    const parsed = parseHostPattern(text)
    assert(parsed.kind === 'pattern', text)
    return parsed.pattern
  })
}

function identityOf(user: string): Identity {
  if (user === 'carol') return { user, groups: ['caged'] }
  if (user === 'dora') return { user, restrictions: { hosts: ['*.example'] } }
  return { user }
}

/** What curl sent, as it shows it. */
function headFrom(verbose: string): string {
  const lines = [...verbose.matchAll(/^> (.*?)\r?$/gm)].map(([, line = '']) => line)
  return `${lines.filter((line) => line !== '').join('\r\n')}\r\n\r\n`
}

/** As the proxy does it, where a rule or the dial wants to know. */
async function resolved(target: string): Promise<readonly string[] | undefined> {
  const host = URL.canParse(target) ? /^http:\/\/([^/:]*):/.exec(target)?.[1] : undefined
  if (host === undefined || host === '' || host.startsWith('[')) return undefined
  return (await lookup(host, { all: true })).map(({ address }) => address)
}

/** Without what only happens: time, counts, and what the origin said. */
function comparable(entry: Entry | undefined): object {
  assert(entry !== undefined)
  const { exchange, time, phases, bytes, reused, receivedStatus, ...rest } = entry
  return rest
}

const LOOPBACK = patterns('127.0.0.0/8', '::1')
const STORE: PasswordStore = {
  name: 'fixed',
  version: () => 0,
  check: async (user) => ({ kind: 'right', ...identityOf(user) }),
}
