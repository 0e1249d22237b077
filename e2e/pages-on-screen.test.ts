import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { FAULTS } from '@hopwise/journal'
import type { Browser, Page, Response } from 'playwright-core'
import { CHROMIUM, openProfile, overflowPx, pressCancel, startBrowser } from './harness/browser.ts'
import { closedPort } from './harness/closed-port.ts'
import { missing } from './harness/missing.ts'
import { scopeOf, wholeFile } from './harness/scope.ts'
import { shotsDir, takeShot } from './harness/shots.ts'
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
  readonly shows: { readonly [L in Language]: readonly RegExp[] }
}

const LANGUAGES = ['en', 'ru'] as const
type Language = (typeof LANGUAGES)[number]

const pages: readonly PageCase[] = [
  {
    name: 'challenge',
    url: `http://127.0.0.1:${refusing}/`,
    status: 407,
    heading: /./,
    shows: {
      en: [/407/, /password|user name|credentials/i, /CREDENTIALS_MISSING/],
      ru: [/407/, /Прокси просит имя и пароль/, /Что делать/, /CREDENTIALS_MISSING/],
    },
  },
  {
    name: 'origin-refuses',
    url: `http://127.0.0.1:${refusing}/`,
    credentials: ALICE,
    status: 502,
    heading: /./,
    shows: {
      en: [/502/, /CONNECT_REFUSED/],
      ru: [/502/, /Сервер отклонил соединение/, /CONNECT_REFUSED/],
    },
  },
  {
    name: 'own-page',
    url: `${proxy.url}/`,
    direct: true,
    status: 200,
    heading: /./,
    shows: {
      en: [/proxy/i, new RegExp(`127\\.0\\.0\\.1:${proxy.port}`), /curl/],
      ru: [/Это прокси/, new RegExp(`127\\.0\\.0\\.1:${proxy.port}`), /curl/],
    },
  },
  {
    name: 'not-found',
    url: `${proxy.url}/nothing-here`,
    direct: true,
    status: 404,
    heading: /./,
    shows: { en: [/404/, /PAGE_NOT_FOUND/], ru: [/На этом прокси нет такой страницы/] },
  },
  {
    name: 'errors',
    url: `${proxy.url}/errors`,
    direct: true,
    status: 200,
    heading: /./,
    shows: { en: [/CREDENTIALS_MISSING/], ru: [/Тело запроса закодировано незнакомым способом/] },
  },
  {
    name: 'error',
    url: `${proxy.url}/errors/TRANSFER_CODING_UNSUPPORTED`,
    direct: true,
    status: 200,
    heading: /./,
    shows: { en: [/Whose fault/], ru: [/Кто виноват/, /На каком шаге/] },
  },
  {
    name: 'internal',
    url: 'http://hopwise.internal/',
    credentials: ALICE,
    status: 200,
    heading: /./,
    shows: { en: [/alice/, /basic/i], ru: [/Вы — alice/, /basic/i] },
  },
]

const SCREENS = [
  { name: 'wide', viewport: { width: 1280, height: 800 } },
  { name: 'narrow', viewport: { width: 390, height: 844 } },
] as const

const LOCALES = { en: 'en-GB', ru: 'ru-RU' } as const satisfies Record<Language, string>
const READERS = LANGUAGES.flatMap((language) =>
  (['light', 'dark'] as const).map((colorScheme) => [language, colorScheme] as const),
)

for (const row of pages) {
  for (const { name: screen, viewport } of SCREENS) {
    for (const [language, colorScheme] of READERS) {
      const reader = `${language}-${screen}-${colorScheme}`
      test(`the ${row.name} page reads well: ${reader}`, { skip }, async (t) => {
        const context = await openProfile(scopeOf(t), browser!, {
          ...(!row.direct && { proxy: proxy.url }),
          credentials: row.credentials,
          viewport,
          colorScheme,
          locale: LOCALES[language],
        })
        const page = await context.newPage()
        if (!row.credentials && !row.direct) await pressCancel(page)
        const requested: string[] = []
        page.on('request', (request) => requested.push(request.url()))
        const response = await page.goto(row.url)
        await takeShot(page, {
          path: join(shots, `${row.name}-${reader}.png`),
          fullPage: true,
        })
        await assertPage(row, language, page, response)
        assert.deepEqual([...new Set(requested)], [row.url], 'self-contained')
        assert.equal(await isDark(page), colorScheme === 'dark', 'follows the colour scheme')
      })
    }
  }
}

for (const language of LANGUAGES) {
  test(`no error has a word too long for the narrowest screen in ${language}`, {
    skip,
  }, async (t) => {
    const context = await openProfile(scopeOf(t), browser!, {
      // Reflow of WCAG 2.2, 1.4.10.
      viewport: { width: 320, height: 640 },
      locale: LOCALES[language],
    })
    const page = await context.newPage()
    for (const code of Object.keys(FAULTS)) {
      await page.goto(`${proxy.url}/errors/${code}`)
      assert.deepEqual(await brokenWords(page), [], code)
      assert.equal(await overflowPx(page), 0, code)
    }
  })
}

async function assertPage(
  row: PageCase,
  language: Language,
  page: Page,
  response: Response | null,
): Promise<void> {
  assert.equal(response?.status(), row.status)
  assert.match(response?.headers()['content-type'] ?? '', /^text\/html; ?charset=utf-8$/i)
  assert.equal(response?.headers()['content-language'], language)
  assert.equal(await page.evaluate('document.documentElement.lang'), language)
  assert.match(await page.title(), /\S/)
  assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1)
  assert.match((await page.getByRole('heading', { level: 1 }).textContent()) ?? '', row.heading)
  for (const pattern of row.shows[language]) {
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
