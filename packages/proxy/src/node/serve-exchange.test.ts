import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Asked, Authenticator } from '@hopwise/auth'
import { type Access, openAccess } from '../core/access.ts'
import { OPEN_POLICY } from '../core/policy/policy.ts'
import {
  ALICE,
  answering,
  asking,
  startClient,
  startOrigin,
  startProxy,
  talk,
} from '../testing/loopback.ts'

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi'

test('without credentials the answer is 407 with a challenge, and the origin hears nothing', async (t) => {
  const origin = await startOrigin(t, answering(OK))
  const { port, entry } = await startProxy(t)
  const answer = await talk(
    t,
    port,
    `GET http://127.0.0.1:${origin.port}/ HTTP/1.1\r\nHost: o\r\nConnection: close\r\n\r\n`,
  )
  assert.match(
    answer,
    /^HTTP\/1\.1 407 .*\r\nProxy-Authenticate: Basic realm="test", charset="UTF-8"\r\n/s,
  )
  assert.equal(origin.accepted, 0)
  const { outcome, status, reason, fault } = await entry()
  assert.deepEqual(
    [outcome, status, reason, fault],
    ['challenged', 407, 'credentials-missing', 'CREDENTIALS_MISSING'],
  )
})

test('wrong credentials are refused, not challenged, and the journal knows why', async (t) => {
  const { port, entry } = await startProxy(t)
  await talk(
    t,
    port,
    'GET http://o/ HTTP/1.1\r\nHost: o\r\nProxy-Authorization: Basic no\r\nConnection: close\r\n\r\n',
  )
  const { outcome, user, reason, fault } = await entry()
  assert.deepEqual(
    [outcome, user, reason, fault],
    ['refused', 'alice', 'wrong-password', 'CREDENTIALS_REJECTED'],
  )
})

test('with credentials the request is relayed, and they stay here', async (t) => {
  const origin = await startOrigin(t, answering(OK))
  const { port, entry } = await startProxy(t)
  const answer = await talk(
    t,
    port,
    asking(`GET http://127.0.0.1:${origin.port}/a HTTP/1.1`, 'Connection: close'),
  )
  assert.match(answer, /^HTTP\/1\.1 200 OK\r\n.*\r\n\r\nhi$/s)
  assert.equal(
    origin.received,
    `GET /a HTTP/1.1\r\nHost: 127.0.0.1:${origin.port}\r\nVia: 1.1 us\r\n\r\n`,
  )
  const { outcome, status, user, scheme, route } = await entry()
  assert.deepEqual(
    [outcome, status, user, scheme, route],
    ['relayed', 200, 'alice', 'basic', 'direct'],
  )
})

test('every request on a connection is judged by its own credentials', async (t) => {
  const origin = await startOrigin(t, answering(OK))
  const { port } = await startProxy(t)
  const client = await startClient(t, port)
  client.send(asking(`GET http://127.0.0.1:${origin.port}/ HTTP/1.1`))
  await client.until(/hi$/)
  client.send(`GET http://127.0.0.1:${origin.port}/ HTTP/1.1\r\nHost: o\r\n\r\n`)
  await client.until(/407/)
})

test('a request that has been here is a loop', async (t) => {
  const { port, entry } = await startProxy(t)
  const answer = await talk(
    t,
    port,
    asking('GET http://o.example/ HTTP/1.1', 'Via: 1.1 us', 'Connection: close'),
  )
  assert.match(answer, /^HTTP\/1\.1 508 .*error=proxy_loop_detected/s)
  assert.equal((await entry()).fault, 'ROUTE_LOOP')
})

test('a verdict that takes time is waited for', async (t) => {
  const slow = {
    ...ALICE,
    authenticate: async (values: readonly string[], asked: Asked) =>
      ALICE.authenticate(values, asked),
  }
  const { port } = await startProxy(t, {}, slow)
  const answer = await talk(
    t,
    port,
    asking('GET http://hopwise.internal/ HTTP/1.1', 'Connection: close'),
  )
  assert.match(answer, /^HTTP\/1\.1 200 /)
})

test('a store that cannot be asked is 503, not a wrong password', async (t) => {
  const down = {
    ...ALICE,
    authenticate: () => ({ kind: 'unavailable', store: 'x', detail: 'd' }) as const,
  }
  const { port, entry } = await startProxy(t, {}, down)
  const answer = await talk(t, port, asking('GET http://o/ HTTP/1.1', 'Connection: close'))
  assert.match(answer, /^HTTP\/1\.1 503 .*Retry-After: 10\r\n/s)
  assert.doesNotMatch(answer, /Proxy-Authenticate/)
  assert.equal((await entry()).fault, 'VERIFIER_UNAVAILABLE')
})

test('who is asked may depend on what the target resolves to, which is looked up first then', async (t) => {
  const strict = { ...ALICE, challenges: () => ['Basic realm="strict"'] }
  const access: Access = {
    policy: OPEN_POLICY,
    needsAddresses: () => true,
    authenticatorFor: ({ addresses = [] }) => (addresses.includes('127.0.0.1') ? strict : ALICE),
  }
  const { proxy, entry } = await startProxy(t)
  const { port } = await proxy.listen({ host: '127.0.0.1', port: 0 }, { access })
  const get = (host: string) =>
    talk(t, port, `GET http://${host}:1/ HTTP/1.1\r\nHost: ${host}:1\r\nConnection: close\r\n\r\n`)
  assert.match(await get('localhost'), /realm="strict"/)
  // A name that leads nowhere is not said to lead nowhere before somebody has signed in.
  assert.match(await get('none.invalid'), /^HTTP\/1\.1 407 .*realm="test"/s)
  const nowhere = 'GET http://none.invalid:1/ HTTP/1.1'
  assert.match(await talk(t, port, asking(nowhere, 'Connection: close')), /^HTTP\/1\.1 502 /)
  assert.deepEqual(
    [(await entry()).fault, (await entry()).fault, (await entry()).fault],
    ['CREDENTIALS_MISSING', 'CREDENTIALS_MISSING', 'NAME_NOT_RESOLVED'],
  )
})

test('who waits for a name is judged by what holds when it is there', async (t) => {
  const closed = { ...ALICE, authenticate: () => assert.fail('it has been replaced') }
  const access = (authenticator: Authenticator): Access => ({
    policy: OPEN_POLICY,
    needsAddresses: () => {
      entrance.access = openAccess(ALICE)
      return true
    },
    authenticatorFor: () => authenticator,
  })
  const entrance = { access: access(closed) }
  const { proxy, entry } = await startProxy(t)
  const { port } = await proxy.listen({ host: '127.0.0.1', port: 0 }, entrance)
  const head = 'GET http://localhost:1/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'
  assert.match(await talk(t, port, head), /^HTTP\/1\.1 407 /)
  assert.equal((await entry()).fault, 'CREDENTIALS_MISSING')
})
