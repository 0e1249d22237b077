import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { missing } from './harness/missing.ts'
import { HELLO, startOrigin } from './harness/origin.ts'
import { type Ran, run } from './harness/run-program.ts'
import { startSchemeProxy } from './harness/scheme-proxy.ts'
import { type Scope, scopeOf } from './harness/scope.ts'
import { ROOT } from './harness/start-proxy.ts'
import { tempDir } from './harness/temp-dir.ts'
import { ALICE } from './harness/users.ts'

// GNOME's keyring on a bus of its own, and libsecret's secret-tool: what a desktop has.
const skip = missing('dbus-run-session', 'gnome-keyring-daemon', 'secret-tool')

const UNLOCK = 'printf %s "$KEY" | gnome-keyring-daemon --unlock --components=secrets'
const STORE = 'printf %s "$PASSWORD" | secret-tool store --label=Proxy server 127.0.0.1 user alice'

test('a password that is kept as the page says opens the proxy', { skip }, async (t) => {
  const { stdout, stderr } = await fetchWithin(scopeOf(t), [UNLOCK, STORE])
  assert.equal(stdout.split('\n').at(-2), HELLO.trim(), stderr)
})

test('a program that was not changed gets it from there, by the name of the user', {
  skip,
}, async (t) => {
  const { stdout, stderr } = await hookedWithin(scopeOf(t), [UNLOCK, STORE])
  assert.equal(stdout.split('\n').at(-2), `200 ${HELLO.trim()}`, stderr)
})

for (const [name, before] of [
  ['has no such entry', [UNLOCK]],
  ['is locked, with nobody to ask', []],
] as const) {
  test(`a keyring that ${name} leaves the proxy without an answer, soon`, { skip }, async (t) => {
    const from = performance.now()
    const { stdout, stderr } = await fetchWithin(scopeOf(t), before)
    const fault = 'CHALLENGE_UNANSWERABLE: [{"scheme":"basic","reason":"login-missing"}]\n'
    assert.ok(stdout.endsWith(fault), stdout + stderr)
    assert.ok(performance.now() - from < 20_000)
  })
}

test('without a bus there is no keyring to ask, and the program is told so', {
  skip,
}, async (t) => {
  const { stdout, stderr } = await fetchWithin(scopeOf(t), [], ['sh', '-c'])
  assert.match(stdout, /^CHALLENGE_UNANSWERABLE/)
  assert.match(stderr, /Warning: The keyring was asked .* in vain: secret-tool said ".*D-Bus/)
})

const SESSION = ['dbus-run-session', '--', 'sh', '-c']

function fetchWithin(
  scope: Scope,
  before: readonly string[],
  session: readonly string[] = SESSION,
): Promise<Ran> {
  const program = join(ROOT, 'e2e/programs/fetch-with-keyring.mjs')
  return within(scope, [...before, `exec "$NODE" ${program} "$PROXY" "$ORIGIN"`], session)
}

function hookedWithin(scope: Scope, before: readonly string[]): Promise<Ran> {
  const program = join(ROOT, 'e2e/programs/fetch.mjs')
  const command = `exec "$NODE" --import @hopwise/agent/register ${program} "$ORIGIN"`
  const environment = ['export http_proxy="$PROXY"', 'export HOPWISE_PROXY_USER=alice']
  return within(scope, [...before, ...environment, command], SESSION)
}

async function within(
  scope: Scope,
  script: readonly string[],
  [file = '', ...args]: readonly string[],
): Promise<Ran> {
  const home = await tempDir(scope)
  const { port } = await startSchemeProxy(scope, 'basic')
  const origin = await startOrigin(scope)
  const env = {
    HOME: home,
    XDG_RUNTIME_DIR: home,
    KEY: 'of the keyring',
    PASSWORD: ALICE.password,
    NODE: process.execPath,
    PROXY: `http://127.0.0.1:${port}`,
    ORIGIN: `${origin.url}/`,
  }
  return await run(file, [...args, script.join(' && ')], { env, cwd: ROOT })
}
