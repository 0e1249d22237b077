import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import type { Scope } from './scope.ts'
import { tempDir } from './temp-dir.ts'
import type { Credentials } from './users.ts'

export const CHROMIUM = '/usr/bin/chromium'

/** Headless Chromium that asks nobody but the pages it is sent to. */
export async function startBrowser(scope: Scope): Promise<Browser> {
  const home = await tempDir(scope)
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: QUIET,
    env: { PATH: process.env['PATH'] ?? '', HOME: home, LANG: 'C.UTF-8' },
  })
  scope.after(() => browser.close())
  return browser
}

export interface ProfileOptions {
  /** Address of the proxy; without it pages are asked for directly. */
  readonly proxy?: string
  /** Used when, and only when, the proxy asks. */
  readonly credentials?: Credentials | undefined
  readonly viewport?: { readonly width: number; readonly height: number }
  readonly colorScheme?: 'light' | 'dark'
  /** Of the reader, for `Accept-Language`; default: English. */
  readonly locale?: string
}

/** A fresh profile: no cache, no remembered credentials, no connections of another. */
export async function openProfile(
  scope: Scope,
  browser: Browser,
  { proxy, credentials, ...screen }: ProfileOptions,
): Promise<BrowserContext> {
  const auth = credentials && { username: credentials.user, password: credentials.password }
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    // Chromium goes around any proxy for loopback addresses unless told not to.
    ...(proxy && { proxy: { server: proxy, bypass: '<-loopback>', ...auth } }),
    ...screen,
  })
  context.setDefaultTimeout(30_000)
  scope.after(() => context.close())
  return context
}

/** Does what a person does who presses Cancel when asked for a password: the page's body is then shown. */
export async function pressCancel(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  session.on('Fetch.requestPaused', ({ requestId }) => {
    void session.send('Fetch.continueRequest', { requestId })
  })
  session.on('Fetch.authRequired', ({ requestId }) => {
    const authChallengeResponse = { response: 'CancelAuth' } as const
    void session.send('Fetch.continueWithAuth', { requestId, authChallengeResponse })
  })
  await session.send('Fetch.enable', { handleAuthRequests: true })
}

/** How wide the page's content is beyond the window: 0 when nothing needs scrolling sideways. */
export function overflowPx(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth')
}

const QUIET = [
  '--no-sandbox', // root has no user namespace to sandbox in
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
