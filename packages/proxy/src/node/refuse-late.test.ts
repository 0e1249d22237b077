import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { Authenticator } from '@hopwise/auth'
import { eventually } from '../testing/eventually.ts'
import { ALICE, startClient, startProxy } from '../testing/loopback.ts'

const WRONG = 'GET http://o/ HTTP/1.1\r\nHost: o\r\nProxy-Authorization: Basic no\r\n\r\n'
const LONG_MS = 60_000

/** Every wrong password is answered after so long. */
function late(holdMs: number): Authenticator {
  return {
    ...ALICE,
    authenticate: async (values, asked) => {
      const verdict = await ALICE.authenticate(values, asked)
      return verdict.kind === 'refused' ? { ...verdict, holdMs } : verdict
    },
  }
}

async function aGuesser(t: TestContext, holdMs: number, heldAnswersMax = 10) {
  const running = await startProxy(t, { heldAnswersMax }, late(holdMs))
  const client = await startClient(t, running.port)
  client.send(WRONG)
  return { ...running, client }
}

test('a wrong password is answered with 407, later, and the connection goes on', async (t) => {
  const from = performance.now()
  const { client, entry } = await aGuesser(t, 50)
  client.send('GET http://hopwise.internal/ HTTP/1.1\r\nHost: o\r\n')
  await client.until(/^HTTP\/1\.1 407 .*\r\nProxy-Authenticate: Basic/s)
  assert.ok(performance.now() - from >= 49)
  client.send('Proxy-Authorization: Basic ok\r\n\r\n')
  await client.until(/HTTP\/1\.1 200 OK/)
  const { outcome, reason, phases } = await entry()
  assert.deepEqual([outcome, reason], ['refused', 'wrong-password'])
  assert.ok((phases.authenticate ?? 0) >= 49e6, 'the journal has the time')
})

test('a client that leaves before is recorded as gone, and why it waited', async (t) => {
  const { client, entry, proxy } = await aGuesser(t, LONG_MS)
  await eventually(() => proxy.live.exchanges === 1, 'under way')
  client.socket.destroy()
  const { outcome, status, reason, fault } = await entry()
  assert.deepEqual(
    [outcome, status, reason, fault],
    ['aborted', 499, 'wrong-password', 'CLIENT_GONE'],
  )
})

test('when too many wait the next is told when to come again', async (t) => {
  const { port, entry } = await aGuesser(t, LONG_MS, 1)
  const next = await startClient(t, port)
  next.send(WRONG)
  const answer = await next.until(/\r\n\r\n/)
  assert.match(answer, /^HTTP\/1\.1 429 .*\r\nRetry-After: 60\r\n/s)
  const { fault, reason } = await entry()
  assert.deepEqual([fault, reason], ['AUTHENTICATION_LIMITED', 'wrong-password'])
})

test('a proxy that stops waits for them, and they are answered at once', async (t) => {
  const { proxy, client, entry } = await aGuesser(t, LONG_MS)
  await eventually(() => proxy.live.exchanges === 1, 'under way')
  await proxy.drain(LONG_MS)
  assert.match(await client.rest(), /^HTTP\/1\.1 407 .*\r\nConnection: close\r\n/s)
  assert.equal((await entry()).outcome, 'refused')
})
