import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { type TestContext, test } from 'node:test'
import { createAsker, Secret, SOCKS_SCHEMES } from '@hopwise/auth'
import { TOOLS } from '@hopwise/auth/node'
import { cleanUp } from '../../testing/clean-up.ts'
import type { TrialRequest } from './trial.ts'
import { destinationOf, trySocks } from './trial-socks.ts'

const CONNECT: TrialRequest = { method: 'CONNECT', target: 'a.test:443', host: 'a.test:443' }

/** A server that answers each message with what the script says next, then closes. */
async function parent(t: TestContext, ...script: readonly string[]): Promise<number> {
  const server = createServer((socket) => {
    const left = [...script]
    socket.on('error', () => undefined)
    socket.on('data', () => {
      const answer = left.shift()
      if (answer === undefined) socket.end()
      else socket.write(answer, 'latin1')
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  cleanUp(t, () => server.close())
  return (server.address() as AddressInfo).port
}

function trial(port: number, password?: string) {
  return trySocks({
    proxy: { scheme: 'socks5', host: '127.0.0.1', port },
    asker: createAsker({ tools: TOOLS, schemes: SOCKS_SCHEMES }),
    answers: {
      'find-login': () =>
        (password && { username: 'max', password: new Secret(password) }) || undefined,
      'find-token': () => undefined,
      'initiate-context': () => ({ kind: 'declined', detail: 'no ticket' }),
    },
    request: CONNECT,
  })
}

test('what was said is kept, without the password', async (t) => {
  const port = await parent(t, '\x05\x02', '\x01\x00', '\x05\x00\x00\x01\x7f\x00\x00\x01\x00P')
  const { messages, end } = await trial(port, 'secret')
  assert.deepEqual(end, { kind: 'connected' })
  assert.deepEqual(
    messages.map(({ kind }) => kind),
    ['offered', 'chosen', 'login-sent', 'login-answered', 'asked', 'replied'],
  )
  assert.doesNotMatch(JSON.stringify(messages), /secret/)
})

test('what came before a failure is kept, too', async (t) => {
  const refused = await trial(await parent(t, '\x05\x02', '\x01\x01'), 'secret')
  assert.equal(refused.end.kind === 'failed' && refused.end.code, 'CREDENTIALS_REJECTED')
  assert.equal(refused.messages.length, 4)
  const closed = await trial(await parent(t, '\x05\x00'))
  assert.equal(closed.end.kind === 'failed' && closed.end.code, 'NEXT_HOP_CLOSED')
  assert.deepEqual(closed.messages.at(-1), { kind: 'asked' })
  const nobody = await trial(1)
  assert.equal(nobody.end.kind === 'failed' && nobody.end.code, 'CONNECT_REFUSED')
})

test('where a request goes is a host and a port', () => {
  assert.deepEqual(destinationOf(CONNECT), { host: 'a.test', port: 443 })
  const get = (target: string) => destinationOf({ method: 'GET', target, host: '' })
  assert.deepEqual(get('http://a.test/x'), { host: 'a.test', port: 80 })
  assert.deepEqual(get('http://[::1]:8080/'), { host: '::1', port: 8080 })
})
