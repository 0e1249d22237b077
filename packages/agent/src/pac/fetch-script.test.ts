import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { test } from 'node:test'
import { getGlobalDispatcher, MockAgent, setGlobalDispatcher } from 'undici'
import { startOrigin } from '../testing/origin.ts'
import { fetchScript } from './fetch-script.ts'
import { PAC_LIMITS } from './pac-limits.ts'

const LIMITS = { ...PAC_LIMITS, scriptBytesMax: 1_000, fetchTimeoutMs: 20_000 }

test('a server is asked whether the script has changed, by what it gave', async (t) => {
  const origin = await startOrigin(t, (request, response) => {
    response.setHeader('etag', '"one"').setHeader('cache-control', 'public, max-age=60')
    response.setHeader('last-modified', 'Sat, 21 Nov 2026 00:00:00 GMT').setHeader('age', '20')
    if (request.headers['if-none-match'] === '"one"') response.statusCode = 304
    response.end('script')
  })
  const first = await fetchScript(`${origin.url}/proxy.pac`, {}, LIMITS)
  assert.deepEqual(first, {
    kind: 'script',
    script: 'script',
    validators: {
      'if-none-match': '"one"',
      'if-modified-since': 'Sat, 21 Nov 2026 00:00:00 GMT',
    },
    freshMs: 40_000,
  })
  assert.ok(first.kind === 'script')
  const again = await fetchScript(`${origin.url}/proxy.pac`, first.validators, LIMITS)
  assert.deepEqual(again, { kind: 'unchanged', freshMs: 40_000 })
  assert.match(origin.requests[1]!.fields, /if-modified-since\nsat, 21 nov 2026/)
})

const FRESH: readonly [control: string | undefined, freshMs: number][] = [
  [undefined, 300_000],
  ['no-cache', 10_000],
  ['private, no-store', 10_000],
  ['max-age=0', 10_000],
  ['MAX-AGE=3600', 3_600_000],
  ['max-age=9999999999', 86_400_000],
  ['s-maxage=5', 300_000],
]

for (const [control, freshMs] of FRESH) {
  test(`Cache-Control: ${control ?? '(none)'} makes it current for ${freshMs} ms`, async (t) => {
    const origin = await startOrigin(t, (_, response) => {
      if (control) response.setHeader('cache-control', control)
      response.end('script')
    })
    assert.equal(
      ((await fetchScript(origin.url, {}, LIMITS)) as { freshMs: number }).freshMs,
      freshMs,
    )
  })
}

test('redirects are followed, but not for ever', async (t) => {
  const origin = await startOrigin(t, (request, response) => {
    const left = Number(request.url?.slice(1))
    if (left === 0) return void response.end('script')
    response.writeHead(302, { location: `/${left - 1}` }).end()
  })
  assert.equal((await fetchScript(`${origin.url}/5`, {}, LIMITS)).kind, 'script')
  await assert.rejects(fetchScript(`${origin.url}/6`, {}, LIMITS), /more than 5 redirects/)
})

const REFUSED: readonly [status: number, location: string | undefined, message: RegExp][] = [
  [404, undefined, /answered 404/],
  [407, undefined, /answered 407/],
  [204, undefined, /answered 204/],
  [302, undefined, /answered 302/],
  [302, 'file:///etc/passwd', /less safe/],
  [302, 'data:,x', /less safe/],
]

for (const [status, location, message] of REFUSED) {
  test(`${status} ${location ?? ''} is no script`, async (t) => {
    const origin = await startOrigin(t, (_, response) => {
      response.writeHead(status, location ? { location } : {}).end()
    })
    await assert.rejects(fetchScript(origin.url, {}, LIMITS), message)
  })
}

test('content that is too long is not read to its end', async (t) => {
  const origin = await startOrigin(t, (_, response) => {
    const write = (): void => {
      while (!response.destroyed && response.write('x'.repeat(10_000)));
    }
    response.on('drain', write)
    write()
  })
  const read = await fetchScript(`${origin.url}/proxy.pac?key=secret`, {}, LIMITS)
  assert.ok(read.kind === 'failed')
  assert.equal(read.detail, `${origin.url}/proxy.pac has more than 1000 octets`)
})

test('a server that trickles is left after the time', async (t) => {
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n')
    const timer = setInterval(() => socket.write('x'), 10)
    socket.on('close', () => clearInterval(timer))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const limits = { ...LIMITS, fetchTimeoutMs: 100 }
  await assert.rejects(fetchScript(url, {}, limits), /did not come within 100 ms/)
})

test('the dispatcher of the process is not asked', async (t) => {
  const before = getGlobalDispatcher()
  const closed = new MockAgent()
  closed.disableNetConnect()
  setGlobalDispatcher(closed)
  t.after(() => setGlobalDispatcher(before))
  const origin = await startOrigin(t, (_, response) => void response.end('script'))
  assert.equal((await fetchScript(origin.url, {}, LIMITS)).kind, 'script')
})
