import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Browser, Page, Response } from 'playwright-core'
import { CHROMIUM, openProfile, overflowPx, pressCancel, startBrowser } from './harness/browser.ts'
import { closedPort } from './harness/closed-port.ts'
import { missing } from './harness/missing.ts'
import { scopeOf, wholeFile } from './harness/scope.ts'
import { shotsDir } from './harness/shots.ts'
import { startProxy } from './harness/start-proxy.ts'
import { ALICE, type Credentials } from './harness/users.ts'

const skip = missing(CHROMIUM, 'openssl')
const proxy = await startProxy(wholeFile)
const shots = await shotsDir(wholeFile)
const browser: Browser | undefined = skip ? undefined : await startBrowser(wholeFile)
const refusing = await closedPort()

interface PageCase {
  readonly name: string
  readonly url: string
  readonly credentials?: Credentials
  /** The proxy's own page is opened as any web page is, without a proxy. */
  readonly direct?: true
  readonly status: number
  readonly heading: RegExp
  readonly shows: readonly RegExp[]
}

const pages: readonly PageCase[] = [
  {
    name: 'challenge',
    url: `http://127.0.0.1:${refusing}/`,
    status: 407,
    heading: /./,
    shows: [/407/, /password|user name|credentials/i, /CREDENTIALS_MISSING/],
  },
  {
    name: 'origin-refuses',
    url: `http://127.0.0.1:${refusing}/`,
    credentials: ALICE,
    status: 502,
    heading: /./,
    shows: [/502/, /CONNECT_REFUSED/],
  },
  {
    name: 'own-page',
    url: `${proxy.url}/`,
    direct: true,
    status: 200,
    heading: /./,
    shows: [/proxy/i, new RegExp(`127\\.0\\.0\\.1:${proxy.port}`), /curl/],
  },
  {
    name: 'internal',
    url: 'http://hopwise.internal/',
    credentials: ALICE,
    status: 200,
    heading: /./,
    shows: [/alice/, /basic/i],
  },
]

const SCREENS = [
  { name: 'wide', viewport: { width: 1280, height: 800 } },
  { name: 'narrow', viewport: { width: 390, height: 844 } },
] as const

for (const row of pages) {
  for (const { name: screen, viewport } of SCREENS) {
    for (const colorScheme of ['light', 'dark'] as const) {
      test(`the ${row.name} page reads well on a ${screen} ${colorScheme} screen`, {
        skip,
      }, async (t) => {
        const context = await openProfile(scopeOf(t), browser!, {
          ...(!row.direct && { proxy: proxy.url }),
          credentials: row.credentials,
          viewport,
          colorScheme,
        })
        const page = await context.newPage()
        if (!row.credentials && !row.direct) await pressCancel(page)
        const requested: string[] = []
        page.on('request', (request) => requested.push(request.url()))
        const response = await page.goto(row.url)
        await page.screenshot({
          path: join(shots, `${row.name}-${screen}-${colorScheme}.png`),
          fullPage: true,
        })
        await assertPage(row, page, response)
        assert.deepEqual([...new Set(requested)], [row.url], 'self-contained')
        assert.equal(await isDark(page), colorScheme === 'dark', 'follows the colour scheme')
      })
    }
  }
}

async function assertPage(row: PageCase, page: Page, response: Response | null): Promise<void> {
  assert.equal(response?.status(), row.status)
  assert.match(response?.headers()['content-type'] ?? '', /^text\/html; ?charset=utf-8$/i)
  assert.equal(await page.evaluate('document.documentElement.lang'), 'en')
  assert.match(await page.title(), /\S/)
  assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1)
  assert.match((await page.getByRole('heading', { level: 1 }).textContent()) ?? '', row.heading)
  for (const pattern of row.shows) {
    assert.ok(await page.getByText(pattern).first().isVisible(), `${row.name} shows ${pattern}`)
  }
  assert.ok(!(await page.content()).includes(ALICE.password))
  assert.equal(await overflowPx(page), 0, 'nothing to scroll sideways')
  assert.deepEqual(await brokenWords(page), [], 'labels are broken between words only')
}

/** Headings and labels that do not fit their column unless a word is cut in two. */
function brokenWords(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const labels = [...document.querySelectorAll('h1, h2, h3, th, dt')]
    const before = labels.map((label) => label.clientWidth)
    for (const { style } of labels) style.overflowWrap = style.wordBreak = 'normal'
    return labels.filter((label, i) => label.scrollWidth > before[i]).map((label) => label.textContent)
  })()`)
}

/** Whether the page's text is light, as it is on a dark ground. */
function isDark(page: Page): Promise<boolean> {
  return page.evaluate<boolean>(`(() => {
    const [red, green, blue] = getComputedStyle(document.body).color.match(/[0-9]+/g).map(Number)
    return red + green + blue > 384
  })()`)
}
