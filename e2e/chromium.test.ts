import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { CHROMIUM, openProfile, startBrowser } from './harness/browser.ts'
import { assertJournal, CHALLENGED, REJECTED, relayed, tunnelled } from './harness/client-cases.ts'
import { summary } from './harness/exchanges.ts'
import { missing } from './harness/missing.ts'
import { assertNoCredentials } from './harness/no-credentials.ts'
import { type Origin, startOrigin } from './harness/origin.ts'
import { type Scope, scopeOf, wholeFile } from './harness/scope.ts'
import { echoWebSockets, SITE_PATHS, serveSite } from './harness/site.ts'
import { startSurroundings } from './harness/surroundings.ts'
import { ALICE, type Credentials, WRONG, ZOE } from './harness/users.ts'

const skip = missing(CHROMIUM, 'openssl')
const { proxy, certificates } = await startSurroundings()
const browser: Browser | undefined = skip ? undefined : await startBrowser(wholeFile)

test('Chromium loads a page and all it needs after one challenge', { skip }, async (t) => {
  const { origin, page } = await open(t, 'http', ALICE)
  await page.goto(origin.url)
  await page.getByRole('heading', { name: 'all arrived' }).waitFor()
  await assertJournal(proxy, origin.port, [CHALLENGED, ...SITE_PATHS.map(() => relayed())])
  assertNoCredentials(origin)
})

test('Chromium loads an https page through tunnels after one challenge', { skip }, async (t) => {
  const { origin, page, close } = await open(t, 'https', ALICE)
  await page.goto(origin.url)
  await page.getByRole('heading', { name: 'all arrived' }).waitFor()
  await close() // a tunnel is written down when it ends
  // It opens connections ahead of need, some before it knows that it will be challenged.
  const kinds = await proxy.exchanges.until('tunnel', () => {
    const found = new Set(proxy.exchanges.to(origin.port).map(summary))
    return found.has(tunnelled()) ? found : undefined
  })
  assert.deepEqual(kinds, new Set([CHALLENGED, tunnelled()]))
  assertNoCredentials(origin)
})

test('Chromium sends a password with delimiters and UTF-8', { skip }, async (t) => {
  const { origin, page } = await open(t, 'http', ZOE)
  const response = await page.goto(`${origin.url}/text`)
  assert.equal(response?.status(), 200)
  await assertJournal(proxy, origin.port, [CHALLENGED, relayed(ZOE)])
  assertNoCredentials(origin)
})

test('Chromium with a wrong password shows the 407 page after one refusal', { skip }, async (t) => {
  const { origin, page } = await open(t, 'http', WRONG)
  const response = await page.goto(origin.url)
  assert.equal(response?.status(), 407)
  await page.getByText('407').first().waitFor()
  await assertJournal(proxy, origin.port, [CHALLENGED, REJECTED])
  assert.equal(origin.received(), '')
})

test('Chromium without credentials shows its own error for https: a 407 to CONNECT has no page', {
  skip,
}, async (t) => {
  const { origin, page } = await open(t, 'https')
  await assert.rejects(
    page.goto(origin.url),
    /ERR_(INVALID_AUTH_CREDENTIALS|TUNNEL_CONNECTION_FAILED|PROXY_AUTH\w+)/,
  )
  const entries = await proxy.exchanges.count(origin.port, 1)
  assert.deepEqual(new Set(entries.map(summary)), new Set([CHALLENGED]))
  assert.equal(origin.received(), '')
})

for (const scheme of ['http', 'https'] as const) {
  const socketScheme = scheme.replace('http', 'ws')
  test(`Chromium talks ${socketScheme}: through CONNECT`, { skip }, async (t) => {
    const { origin, page, close } = await open(t, scheme, ALICE)
    echoWebSockets(origin)
    await page.goto(`${origin.url}/text`)
    const url = `${origin.url.replace(scheme, socketScheme)}/socket`
    assert.equal(await page.evaluate<string>(sayOverWebSocket(url)), 'HELLO')
    await close()
    const isTunnel = (): true | undefined =>
      proxy.exchanges.to(origin.port).some((entry) => summary(entry) === tunnelled()) || undefined
    await proxy.exchanges.until('tunnel', isTunnel)
    const refused = proxy.exchanges.to(origin.port).filter(({ outcome }) => outcome === 'refused')
    assert.deepEqual(refused, [])
    assertNoCredentials(origin)
  })
}

test('Chromium asked the proxy for nothing but what these pages name', { skip }, () => {
  const strange = proxy.exchanges.all().filter(({ target }) => !target.includes('127.0.0.1'))
  assert.deepEqual(strange, [])
})

interface Opened {
  readonly origin: Origin
  readonly page: Page
  /** Closes the browser's profile, and with it every connection it holds. */
  readonly close: () => Promise<void>
}

async function open(
  t: TestContext,
  scheme: 'http' | 'https',
  credentials?: Credentials,
): Promise<Opened> {
  const scope: Scope = scopeOf(t)
  const tls = scheme === 'https' ? certificates : undefined
  const origin = await startOrigin(scope, serveSite, tls)
  const context = await openProfile(scope, browser!, { proxy: proxy.url, credentials })
  return { origin, page: await context.newPage(), close: () => context.close() }
}

function sayOverWebSocket(url: string): string {
  return `new Promise((resolve, reject) => {
    const socket = new WebSocket(${JSON.stringify(url)})
    socket.onopen = () => socket.send('hello')
    socket.onmessage = (event) => { socket.close(); resolve(event.data) }
    socket.onerror = () => reject(new Error('the WebSocket failed'))
  })`
}
