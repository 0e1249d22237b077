import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { CHROMIUM, openProfile, overflowPx, startBrowser } from './harness/browser.ts'
import { missing } from './harness/missing.ts'
import { scopeOf, wholeFile } from './harness/scope.ts'
import { shotsDir, takeShot } from './harness/shots.ts'
import { startProxy } from './harness/start-proxy.ts'
import { tempDir } from './harness/temp-dir.ts'

const skip = missing(CHROMIUM, 'openssl')
const folder = join(await tempDir(wholeFile), 'codes')
const build = spawnSync(process.execPath, ['tools/build-codes/main.ts', folder], {
  cwd: join(import.meta.dirname, '..'),
  encoding: 'utf8',
})
assert.equal(build.status, 0, build.stderr)
const files = pathToFileURL(folder).href
const proxy = await startProxy(wholeFile)
const shots = await shotsDir(wholeFile)
const browser: Browser | undefined = skip ? undefined : await startBrowser(wholeFile)

const PAGES = [
  { name: 'index', url: `${files}/index.html`, language: 'en', shows: /Proxy Authentication/ },
  { name: 'index-ru', url: `${files}/ru/index.html`, language: 'ru', shows: /промежуточные/ },
  { name: '407', url: `${files}/407.html`, language: 'en', shows: /http\.StatusProxyAuthRequired/ },
  { name: '530-ru', url: `${files}/ru/530.html`, language: 'ru', shows: /Pantheon/ },
  { name: 'iis', url: `${files}/iis-substatus.html`, language: 'en', shows: /403\.14/ },
  { name: 'squid-ru', url: `${files}/ru/squid-log.html`, language: 'ru', shows: /TCP_DENIED/ },
  { name: 'served', url: `${proxy.url}/codes/407`, language: 'en', shows: /CREDENTIALS_MISSING/ },
  { name: 'served-ru', url: `${proxy.url}/codes?lang=ru`, language: 'ru', shows: /источник/i },
] as const

const SCREENS = [
  { name: 'wide', viewport: { width: 1200, height: 900 } },
  { name: 'narrow', viewport: { width: 390, height: 844 } },
] as const

for (const { name, url, language, shows } of PAGES) {
  for (const { name: screen, viewport } of SCREENS) {
    for (const colorScheme of ['light', 'dark'] as const) {
      test(`the codes page ${name} reads well on a ${screen} ${colorScheme} screen`, {
        skip,
      }, async (t) => {
        const context = await openProfile(scopeOf(t), browser!, { viewport, colorScheme })
        const page = await context.newPage()
        const requested: string[] = []
        page.on('request', (request) => requested.push(request.url()))
        const complaints = complaintsOf(page)
        await page.goto(url)
        await takeShot(page, { path: join(shots, `codes-${name}-${screen}-${colorScheme}.png`) })
        assert.equal(await page.evaluate('document.documentElement.lang'), language)
        assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1)
        assert.ok(await page.getByText(shows).first().isVisible())
        assert.equal(await overflowPx(page), 0, 'nothing to scroll sideways')
        assert.deepEqual([...new Set(requested)], [url], 'self-contained')
        assert.deepEqual(complaints, [])
      })
    }
  }
}

for (const [where, start] of [
  ['a file', `${files}/ru/499.html`],
  ['the proxy', `${proxy.url}/codes/499?lang=ru`],
] as const) {
  test(`opened from ${where}, keys alone find 407 and open it`, { skip }, async (t) => {
    const context = await openProfile(scopeOf(t), browser!, {})
    const page = await context.newPage()
    const complaints = complaintsOf(page)
    await page.goto(start)
    await page.keyboard.press('/')
    await page.waitForURL(/#q$/)
    await page.keyboard.type('прокси proxyauth')
    await page
      .getByRole('status')
      .getByText(/Найдено/)
      .waitFor()
    await page.keyboard.press('Escape')
    assert.equal(await page.getByLabel('Поиск').inputValue(), '', 'Escape clears the field')
    assert.ok(await page.getByRole('link', { name: 'Continue', exact: true }).isVisible())
    await page.keyboard.type('407')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/407(?:\.html|\?lang=ru)#iana$/)
    assert.equal(
      await page.getByRole('heading', { level: 1 }).textContent(),
      'Proxy Authentication Required',
    )
    assert.equal(await page.evaluate('document.documentElement.lang'), 'ru')
    assert.deepEqual(complaints, [])
  })
}

for (const [typed, opens] of [
  ['403.14', /iis-substatus\.html#403\.14$/],
  ['1020', /cloudflare-1xxx\.html#1020$/],
  ['tcp_denied', /squid-log\.html#TCP_DENIED$/],
  ['StatusProxyAuthRequired', /407\.html#iana$/],
  ['pantheon frozen', /530\.html#pantheon$/],
  ['--', /haproxy-log\.html#--$/],
] as const) {
  test(`typing ${typed} and pressing Enter opens the place that explains it`, {
    skip,
  }, async (t) => {
    const context = await openProfile(scopeOf(t), browser!, {})
    const page = await context.newPage()
    await page.goto(`${files}/index.html#q`)
    await page.keyboard.type(typed)
    await page.keyboard.press('Enter')
    await page.waitForURL(opens)
  })
}

test('everything is there without scripts', { skip }, async (t) => {
  const context = await browser!.newContext({ javaScriptEnabled: false })
  scopeOf(t).after(() => context.close())
  const page = await context.newPage()
  await page.goto(`${files}/index.html`)
  assert.ok(!(await page.locator('#q').isVisible()), 'a search that cannot work is not shown')
  await page.getByRole('link', { name: 'Proxy Authentication Required', exact: true }).click()
  assert.ok(await page.getByText('Usual causes').isVisible())
  await page.getByRole('link', { name: 'Русский' }).click()
  assert.ok(await page.getByText('Обычные причины').isVisible())
})

/** What the console says: refused scripts, errors. */
function complaintsOf(page: Page): string[] {
  const complaints: string[] = []
  page.on('console', (message) => complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  return complaints
}
