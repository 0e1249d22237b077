import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { createPacRouter } from '@hopwise/agent/pac'
import { chromium } from 'playwright-core'
import { CHROMIUM } from './harness/browser.ts'
import { missing } from './harness/missing.ts'
import { type Scope, scopeOf } from './harness/scope.ts'
import { ROOT } from './harness/start-proxy.ts'
import { tempDir } from './harness/temp-dir.ts'

// The same expressions are computed by Chromium and by us. A browser does not tell what a script returned,
// but it goes there: to a listener that answers, or to a port where nobody does.

interface Case {
  readonly name: string
  readonly expression?: string
  readonly is?: string
  /** False: it asks for names, addresses or the time of the table, which a browser does not have. */
  readonly browser?: boolean
}

const skip = missing(CHROMIUM)
const vectors = JSON.parse(await readFile(join(ROOT, 'packages/agent/vectors/pac.json'), 'utf8'))

/** True whenever they are asked, by the clock of whoever is asked. */
const NOW: readonly Case[] = [
  'weekdayRange(DAYS[now.getDay()])',
  '!weekdayRange(DAYS[(now.getDay() + 1) % 7])',
  'weekdayRange(DAYS[(now.getDay() + 6) % 7], DAYS[(now.getDay() + 1) % 7])',
  '!weekdayRange(DAYS[(now.getDay() + 1) % 7], DAYS[(now.getDay() + 6) % 7])',
  'weekdayRange(DAYS[now.getUTCDay()], "GMT")',
  'dateRange(now.getDate())',
  'dateRange(MONTHS[now.getMonth()])',
  '!dateRange(MONTHS[(now.getMonth() + 1) % 12])',
  'dateRange(now.getFullYear())',
  'dateRange(MONTHS[(now.getMonth() + 11) % 12], MONTHS[(now.getMonth() + 1) % 12])',
  '!dateRange(MONTHS[(now.getMonth() + 1) % 12], MONTHS[(now.getMonth() + 11) % 12])',
  'dateRange(now.getFullYear() - 1, now.getFullYear() + 1)',
  'dateRange(1, "JAN", now.getFullYear(), 31, "DEC", now.getFullYear())',
  'dateRange(now.getDate(), MONTHS[now.getMonth()], now.getDate(), MONTHS[now.getMonth()])',
  'dateRange(now.getUTCDate(), "GMT")',
  'timeRange(now.getHours())',
  '!timeRange((now.getHours() + 1) % 24)',
  'timeRange(now.getUTCHours(), "GMT")',
  'timeRange(now.getHours(), now.getHours())',
  'timeRange(now.getHours(), 0, now.getHours(), 59)',
  'timeRange(now.getHours(), 0, 0, now.getHours(), 59, 59)',
].map((expression) => ({ name: expression, expression, is: 'true' }))

const cases = (vectors.cases as readonly Case[])
  .filter(({ expression, browser }) => expression !== undefined && browser !== false)
  .concat(NOW)

test(`Chromium and we get the same from ${cases.length} scripts`, { skip }, async (t) => {
  assert.ok(cases.length >= 10)
  const scope = scopeOf(t)
  const listener = await startListener(scope)
  // Each host asks for one expression, and leads to the listener if it is what the table says.
  const script = `
    var CASES = ${JSON.stringify(cases.map(({ expression }) => expression))}
    var DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']
    var MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
    var now
    function FindProxyForURL(url, host) {
      now = new Date()
      var found = /^case(\\d+)\\.test$/.exec(host)
      if (!found) return 'PROXY 127.0.0.1:9'
      var is = (0, eval)('String(' + CASES[found[1]] + ')')
      return is === WANTED[found[1]] ? 'PROXY 127.0.0.1:${listener.port}' : 'PROXY 127.0.0.1:9'
    }
    var WANTED = ${JSON.stringify(cases.map(({ is }) => is))}`
  const source = `data:application/x-ns-proxy-autoconfig;base64,${btoa(script)}`

  const pac = createPacRouter(source)
  scope.after(() => pac.close())
  const ours = await Promise.all(
    cases.map(async (_, i) => {
      const [way] = await pac.choose(`http://case${i}.test/`)
      return way?.kind === 'proxy' && way.address.port === listener.port
    }),
  )

  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: [`--proxy-pac-url=${source}`, '--disable-background-networking', '--no-sandbox'],
    env: { PATH: process.env['PATH'] ?? '', HOME: await tempDir(scope), TZ: 'UTC' },
  })
  scope.after(() => browser.close())
  const page = await browser.newPage()
  const disagreeing: string[] = []
  for (const [i, { name }] of cases.entries()) {
    const arrived = await page.goto(`http://case${i}.test/`).then(
      (response) => response?.status() === 200,
      () => false,
    )
    if (arrived !== ours[i]) disagreeing.push(`${name}: Chromium ${arrived}, we ${ours[i]}`)
    if (!ours[i]) disagreeing.push(`${name}: not what the table says`)
  }
  assert.deepEqual(disagreeing, [])
})

/** A proxy that answers everything. */
async function startListener(scope: Scope): Promise<{ readonly port: number }> {
  const server: Server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => {
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  scope.after(() => new Promise((resolve) => server.close(resolve)))
  const address = server.address()
  assert.ok(address !== null && typeof address === 'object')
  return { port: address.port }
}
