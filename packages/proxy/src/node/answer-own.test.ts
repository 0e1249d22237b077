import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Authenticator } from '@hopwise/auth'
import { asking, startProxy, talk } from '../testing/loopback.ts'

const CLOSE = 'Host: x\r\nConnection: close\r\n\r\n'

test('whoever opens the proxy itself gets a page, without credentials', async (t) => {
  const { port, entry } = await startProxy(t)
  const answer = await talk(t, port, `GET / HTTP/1.1\r\nAccept: text/html\r\n${CLOSE}`)
  assert.match(answer, /^HTTP\/1\.1 200 OK\r\n.*\r\nContent-Type: text\/html/s)
  assert.match(answer, new RegExp(`127\\.0\\.0\\.1:${port}`))
  const { outcome, status, user, fault, route } = await entry()
  assert.deepEqual(
    [outcome, status, user, fault, route],
    ['answered', 200, undefined, undefined, undefined],
  )
})

test('a browser that is told to use the proxy opens the same page through it', async (t) => {
  const { port, entries } = await startProxy(t)
  const direct = await talk(t, port, `GET /errors HTTP/1.1\r\n${CLOSE}`)
  const through = await talk(t, port, `GET http://127.0.0.1:${port}/errors HTTP/1.1\r\n${CLOSE}`)
  const page = (answer: string) => answer.slice(answer.indexOf('\r\n\r\n'))
  assert.match(through, /^HTTP\/1\.1 200 /)
  assert.equal(page(through), page(direct))
  assert.deepEqual(
    entries.map(({ outcome }) => outcome),
    ['answered', 'answered'],
  )
})

/** Lets in everybody, or nobody, whatever they send. */
function letting(isIn: boolean): Authenticator {
  const accepted = { kind: 'accepted', user: 'max', scheme: 'client-address' } as const
  const refused = { kind: 'refused', reason: 'address-not-allowed', detail: 'uid 1' } as const
  return { challenges: () => [], authenticate: () => (isIn ? accepted : refused) }
}

test('a relay tells nothing to those it does not serve, on whatever page', async (t) => {
  const relay = { owner: 'max', parents: () => [{ address: 'http://corp:1', news: 'works' }] }
  const { port, entries } = await startProxy(t, {}, letting(false), relay as never)
  const own = `127.0.0.1:${port}`
  for (const target of ['/', '/errors', '/nothing', `http://${own}/`]) {
    const head = `GET ${target} HTTP/1.1\r\nHost: ${own}\r\nConnection: close\r\n\r\n`
    const answer = await talk(t, port, head)
    assert.match(answer, /^HTTP\/1\.1 403 .*ADDRESS_FORBIDDEN/s, target)
    assert.doesNotMatch(answer, /corp/)
  }
  assert.deepEqual(
    entries.map(({ fault, phases }) => [fault, 'authenticate' in phases]),
    Array(4).fill(['ADDRESS_FORBIDDEN', true]),
  )
  assert.match(entries[0]?.detail ?? '', /uid 1/)
})

test('a relay tells nothing to a site whose name has been pointed at it', async (t) => {
  const relay = { owner: 'max', parents: () => [] }
  const { port } = await startProxy(t, {}, letting(true), relay)
  const askedAs = (host: string) =>
    talk(t, port, `GET / HTTP/1.1\r\nHost: ${host}:${port}\r\nConnection: close\r\n\r\n`)
  const foreign = await askedAs('evil.example')
  assert.match(foreign, /^HTTP\/1\.1 404 /)
  assert.doesNotMatch(foreign, /max/)
  assert.match(await askedAs('127.0.0.1'), /^HTTP\/1\.1 200 .*max/s)
})

test('another port of our address is not us', async (t) => {
  const { port } = await startProxy(t)
  const answer = await talk(t, port, `GET http://127.0.0.1:1/ HTTP/1.1\r\n${CLOSE}`)
  assert.match(answer, /^HTTP\/1\.1 407 /)
})

for (const [name, target] of [
  ['a page', '/'],
  ['a reference page', '/errors/CREDENTIALS_MISSING'],
  ['a status code', '/codes/407'],
  ['a page that is not there', '/nothing'],
] as const) {
  test(`HEAD of ${name} is the head that GET has`, async (t) => {
    const { port } = await startProxy(t)
    const get = await talk(t, port, `GET ${target} HTTP/1.1\r\n${CLOSE}`)
    const head = await talk(t, port, `HEAD ${target} HTTP/1.1\r\n${CLOSE}`)
    // Date and the exchange's id differ; all of these have one length.
    const fixed = (text: string) => text.replace(/Date: [^\r]*/, '').split('\r\n\r\n')[0]
    assert.equal(fixed(head), fixed(get))
    assert.match(head, /\r\n\r\n$/)
    assert.doesNotMatch(get, /\r\n\r\n$/)
  })
}

test('the registry of status codes is for everybody, in the language they read', async (t) => {
  const { port } = await startProxy(t)
  const fields = `Accept: text/html\r\nAccept-Language: ru\r\n${CLOSE}`
  const answer = await talk(t, port, `GET /codes/407 HTTP/1.1\r\n${fields}`)
  assert.match(answer, /^HTTP\/1\.1 200 OK\r\n.*\r\nContent-Language: ru\r\n/s)
  assert.match(answer, new RegExp(`--proxy</i> http://127\\.0\\.0\\.1:${port} `))
})

test('a status code that cannot be is no page', async (t) => {
  const { port } = await startProxy(t)
  for (const target of ['/codes/1000', '/codes/no-such', '/codesx']) {
    const answer = await talk(t, port, `GET ${target} HTTP/1.1\r\n${CLOSE}`)
    assert.match(answer, /^HTTP\/1\.1 404 /, target)
  }
})

test('OPTIONS says what is allowed, of a page and of the whole server', async (t) => {
  const { port } = await startProxy(t)
  for (const target of ['/', '*']) {
    const answer = await talk(t, port, `OPTIONS ${target} HTTP/1.1\r\n${CLOSE}`)
    assert.match(answer, /^HTTP\/1\.1 204 .*\r\nAllow: GET, HEAD, OPTIONS\r\n/s)
  }
})

test('other methods are 405, with what is allowed', async (t) => {
  const { port, entry } = await startProxy(t)
  const answer = await talk(t, port, `POST / HTTP/1.1\r\nContent-Length: 2\r\n${CLOSE}hi`)
  assert.match(answer, /^HTTP\/1\.1 405 .*\r\nAllow: GET, HEAD, OPTIONS\r\n/s)
  const { outcome, fault } = await entry()
  assert.deepEqual([outcome, fault], ['refused', 'METHOD_NOT_ALLOWED'])
})

test('a page that is not there is 404', async (t) => {
  const { port, entry } = await startProxy(t)
  const answer = await talk(t, port, `GET /errors/NO_SUCH_CODE HTTP/1.1\r\n${CLOSE}`)
  assert.match(answer, /^HTTP\/1\.1 404 /)
  assert.equal((await entry()).fault, 'PAGE_NOT_FOUND')
})

test('through the proxy, with credentials, it says who you are and what applies', async (t) => {
  const { port, entry } = await startProxy(t)
  const answer = await talk(
    t,
    port,
    asking('GET http://hopwise.internal/ HTTP/1.1', 'Connection: close'),
  )
  assert.match(answer, /^HTTP\/1\.1 200 OK\r\n/)
  for (const what of [/alice/, /basic/i, /127\.0\.0\.1/, /metadata addresses are refused/]) {
    assert.match(answer, what)
  }
  const { outcome, user, route } = await entry()
  assert.deepEqual([outcome, user, route], ['answered', 'alice', 'own'])
})

test('the page that says who you are is for those who said it', async (t) => {
  const { port } = await startProxy(t)
  const answer = await talk(t, port, `GET http://hopwise.internal/ HTTP/1.1\r\n${CLOSE}`)
  assert.match(answer, /^HTTP\/1\.1 407 /)
})

test('HEAD of who you are is a head too', async (t) => {
  const { port } = await startProxy(t)
  const answer = await talk(
    t,
    port,
    asking('HEAD http://hopwise.internal/ HTTP/1.1', 'Connection: close'),
  )
  assert.match(answer, /^HTTP\/1\.1 200 OK\r\n.*\r\nContent-Length: [1-9][0-9]*\r\n.*\r\n\r\n$/s)
})
