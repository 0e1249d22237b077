import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Browser } from 'playwright-core'
import { CHROMIUM, openProfile, overflowPx, startBrowser } from './harness/browser.ts'
import { missing } from './harness/missing.ts'
import { scopeOf, wholeFile } from './harness/scope.ts'
import { shotsDir, takeShot } from './harness/shots.ts'
import { type StartedProxy, startProxy } from './harness/start-proxy.ts'
import { startRelay } from './harness/start-relay.ts'
import { WRONG } from './harness/users.ts'

const skip = missing(CHROMIUM, 'openssl')
const proxy = skip ? undefined : await startProxy(wholeFile)
const works = proxy && (await startRelay(wholeFile, proxy.port))
const refused = proxy && (await startRelay(wholeFile, proxy.port, WRONG))
const shots = await shotsDir(wholeFile)
const browser: Browser | undefined = skip ? undefined : await startBrowser(wholeFile)

/** Shown before the proxy behind the relay is asked, and after. */
const PAGES = [
  {
    name: 'relay',
    relay: works,
    url: ({ url }: StartedProxy) => `${url}/`,
    shows: {
      en: [/This is a relay/, /http:\/\/127\.0\.0\.1:\d+/, /http_proxy=http:\/\/127/],
      ru: [/Это ретранслятор/, /Куда|http:\/\/127\.0\.0\.1:\d+/],
    },
  },
  {
    name: 'relay-through-itself',
    relay: works,
    url: () => 'http://hopwise.internal/',
    shows: { en: [/This is a relay/], ru: [/Это ретранслятор/] },
  },
  {
    name: 'relay-refused',
    relay: refused,
    url: () => 'http://example.test/',
    shows: {
      en: [/does not accept this relay/, /right password/, /made by the relay/],
      ru: [/не принимает ретранслятор/, /верным паролем/],
    },
  },
  {
    name: 'relay-after-refusal',
    relay: refused,
    url: ({ url }: StartedProxy) => `${url}/`,
    shows: { en: [/does not accept this relay/], ru: [/не принимает ретранслятор/] },
  },
] as const

const LOCALES = { en: 'en-GB', ru: 'ru-RU' } as const
const SCREENS = { wide: { width: 1200, height: 800 }, narrow: { width: 390, height: 844 } } as const

for (const page of PAGES) {
  for (const [language, colorScheme, screen] of [
    ['en', 'light', 'wide'],
    ['ru', 'dark', 'narrow'],
    ['en', 'dark', 'narrow'],
    ['ru', 'light', 'wide'],
  ] as const) {
    test(`${page.name} reads well: ${language}, ${colorScheme}, ${screen}`, { skip }, async (t) => {
      const relay = page.relay!
      const context = await openProfile(scopeOf(t), browser!, {
        proxy: relay.url,
        viewport: SCREENS[screen],
        colorScheme,
        locale: LOCALES[language],
      })
      const tab = await context.newPage()
      await tab.goto(page.url(relay))
      await takeShot(tab, {
        path: join(shots, `${page.name}-${language}-${colorScheme}-${screen}.png`),
        fullPage: true,
      })
      const text = (await tab.getByRole('main').allTextContents()).join()
      for (const pattern of page.shows[language]) assert.match(text, pattern)
      assert.doesNotMatch(text, /PASSWORD|proxy-user|operator of this proxy|администратор/)
      assert.equal(await overflowPx(tab), 0, 'nothing to scroll sideways')
    })
  }
}
