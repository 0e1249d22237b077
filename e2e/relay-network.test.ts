import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { type Machine, withoutMachines } from './harness/machine.ts'
import { missing } from './harness/missing.ts'
import { DESK, GATE, type Office, openOffice, startThere } from './harness/office.ts'
import { squidAt } from './harness/parent-peers.ts'
import type { Ran } from './harness/run-program.ts'
import { type Scope, scopeOf, wholeFile } from './harness/scope.ts'
import { type StartedProxy, startListening } from './harness/start-proxy.ts'
import { passwordFile } from './harness/start-relay.ts'
import { tempDir } from './harness/temp-dir.ts'
import { ALICE } from './harness/users.ts'

// A laptop that goes from one network to another, and its relay, which is not started again.
const skip =
  withoutMachines() || missing('curl', 'openssl', 'git', 'python3', 'dpkg-deb', '/usr/sbin/squid')
const office: Office | undefined = skip ? undefined : await openOffice(wholeFile)

const HTTP = 'http://example.com/text'
const HTTPS = 'https://example.com/text'

test('with a new address of the machine, what was connected from the old one costs no request', {
  skip,
}, async (t) => {
  const { relay, fetch } = await start(scopeOf(t))
  for (const url of [HTTP, HTTPS, HTTP]) assert.match((await fetch(url)).stdout, /all arrived/)
  await move(t, DESK, '10.77.0.3')
  const [plain, tunnelled] = await Promise.all([fetch(HTTP), fetch(HTTPS)])
  assert.match(plain.stdout, /all arrived/, plain.stderr)
  assert.match(tunnelled.stdout, /all arrived/, tunnelled.stderr)
  await relay.stderr.until(/the network of this machine has changed/)
})

test('a parent that has moved is found at its new address, and the request that noticed gets its answer', {
  skip,
}, async (t) => {
  const { gate, desk } = office!
  const elsewhere = '10.77.0.5'
  await gate.set(`ip address add ${elsewhere}/25 dev cable`)
  const { relay, fetch } = await start(scopeOf(t))
  assert.match((await fetch(HTTP)).stdout, /all arrived/)
  await gate.set(`ip address delete ${GATE}/24 dev cable`)
  t.after(() => gate.set(`ip address add ${GATE}/24 dev cable`))
  const names = await desk.run('cat', ['/etc/hosts'])
  const written = (text: string) => desk.set(`cat > /etc/hosts <<'END'\n${text}END\n`)
  await written(names.stdout.replaceAll(GATE, elsewhere))
  t.after(() => written(names.stdout))
  assert.match((await fetch(HTTP)).stdout, /all arrived/)
  const second = () => relay.exchanges.all()[1]
  const { nextHop } = await relay.exchanges.until('second exchange', second)
  assert.equal(nextHop, `${elsewhere}:8080`)
})

test('where the parent cannot be reached the origin is asked, and the parent again when it is back', {
  skip,
}, async (t) => {
  const { relay, fetch } = await start(scopeOf(t), '--direct-when-unreachable', '--no-proxy', '')
  // At home this address is next door, in the office nobody has it.
  const web = ['-u', '-m', 'http.server', '--bind', '127.0.0.1', '8090']
  await startThere(scopeOf(t), office!.desk, 'python3', web, /Serving HTTP/)
  const home = 'http://127.0.0.1:8090/'
  assert.equal(await status(fetch, home), '503', 'Squid looks on its own machine')
  await office!.desk.set('ip link set cable down')
  t.after(() => office!.desk.set('ip link set cable up'))
  assert.equal(await status(fetch, home), '200')
  await office!.desk.set('ip link set cable up')
  for (let tries = 0; (await status(fetch, home)) !== '503'; tries++) {
    assert.ok(tries < 100, 'it does not come back')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  const routes = relay.exchanges.to(8090).map(({ route }) => route)
  assert.deepEqual([...new Set(routes)].sort(), ['direct', 'parent'])
})

test('a parent behind which everything is dropped is waited for seconds, by the first who asks', {
  skip,
}, async (t) => {
  const { desk } = office!
  // Its neighbours know where it should be; nobody is there.
  await desk.set('ip neighbour replace 10.77.0.9 lladdr 02:00:00:00:00:99 dev cable nud permanent')
  const { fetch } = await start(scopeOf(t), '--to', 'http://10.77.0.9:8080')
  for (const who of ['the first', 'the second']) {
    const begin = performance.now()
    const { stdout, stderr } = await fetch(HTTP)
    t.diagnostic(`${who} waits ${((performance.now() - begin) / 1000).toFixed(2)} s`)
    assert.match(stdout, /all arrived/, stderr)
  }
})

async function start(scope: Scope, ...more: readonly string[]) {
  const { gate, desk } = office!
  const args = await squidAt(scope, 'basic', '0.0.0.0:8080')
  await startThere(scope, gate, 'squid', args, /Accepting HTTP Socket connections/)
  const login = ['--user', ALICE.user, '--password-file', await passwordFile(scope, ALICE.password)]
  const to = [...more, '--to', 'http://proxy.corp:8080']
  const command = ['relay', ...to, ...login]
  const relay = await startListening(scope, command, await tempDir(scope), {}, desk.enter)
  return { relay, fetch: (url: string) => curl(desk, relay, url) }
}

function curl(desk: Machine, relay: StartedProxy, url: string): Promise<Ran> {
  const { authority } = office!.certificates
  const told = ['--max-time', '25', '--cacert', authority, '--write-out', '\n%{http_code}']
  return desk.run('curl', ['-sS', '--noproxy', '', '--proxy', relay.url, ...told, url])
}

async function status(fetch: (url: string) => Promise<Ran>, url: string): Promise<string> {
  const { stdout } = await fetch(url)
  return stdout.slice(stdout.lastIndexOf('\n') + 1)
}

/** As a lease of another network does it. */
async function move(t: TestContext, from: string, to: string): Promise<void> {
  const { desk } = office!
  const change = (old: string, now: string): string =>
    `ip address delete ${old}/24 dev cable; ip address add ${now}/24 dev cable`
  await desk.set(change(from, to))
  t.after(() => desk.set(change(to, from)))
}
