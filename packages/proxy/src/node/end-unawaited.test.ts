import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventually } from '../testing/eventually.ts'
import { startClient, startOrigin, startProxy } from '../testing/loopback.ts'
import { aParent, startChild } from '../testing/parents.ts'
import { connecting } from '../testing/start-engine.ts'

const LONG_MS = 30_000
/** Longer than a silent tunnel is kept, and than any machine is late. */
const SOON_MS = 12_000

async function took(work: Promise<unknown>): Promise<number> {
  const beganMs = performance.now()
  await work
  return performance.now() - beganMs
}

test('draining does not wait for tunnels in which nothing moves, whether or not their client has left', async (t) => {
  // Like a server that keeps its connections: it does not end because the client has.
  const origin = await startOrigin(t, (socket) => socket.once('data', () => socket.write('hi')))
  const { proxy, port, entries } = await startProxy(t)
  for (const isLeaving of [false, true]) {
    const client = await startClient(t, port)
    client.send(connecting(origin.port))
    await client.until(/ 200 .*\r\n\r\n/s)
    client.send('hello')
    await client.until(/hi$/)
    if (isLeaving) client.socket.end()
  }
  assert.ok((await took(proxy.drain(LONG_MS))) < SOON_MS)
  assert.deepEqual(
    entries.map(({ outcome, fault, bytes }) => [outcome, fault, bytes.fromClient > 5]),
    Array(2).fill(['tunnelled', undefined, true]),
  )
})

test('draining does not wait for a tunnel that is being opened for a client who has left', async (t) => {
  const parent = await startOrigin(t, () => {})
  const { proxy, port, entries } = await startChild(t, aParent(parent.port))
  const client = await startClient(t, port)
  client.send(connecting(1))
  await eventually(() => parent.received !== '', 'the parent is asked')
  assert.deepEqual(proxy.live, { connections: 1, exchanges: 1, tunnels: 1 })
  client.socket.end()
  assert.ok((await took(proxy.drain(LONG_MS))) < SOON_MS)
  assert.deepEqual(
    entries.map(({ outcome, fault, status }) => [outcome, fault, status]),
    [['aborted', 'CLIENT_GONE', 499]],
  )
})

test('a tunnel that is being opened for a client who is there is waited for', async (t) => {
  const parent = await startOrigin(t, () => {})
  const { proxy, port, entry } = await startChild(t, aParent(parent.port))
  const client = await startClient(t, port)
  client.send(connecting(1))
  await eventually(() => parent.received !== '', 'the parent is asked')
  assert.ok((await took(proxy.drain(600))) > 500)
  assert.equal((await entry()).fault, 'CLIENT_GONE')
})

test('an exchange whose client has said all that it has to say is waited for', async (t) => {
  const origin = await startOrigin(t, (socket) => {
    socket.once('data', () => setTimeout(() => socket.end('HTTP/1.1 200 OK\r\n\r\nlate'), 600))
  })
  const { proxy, port } = await startProxy(t)
  const client = await startClient(t, port)
  const head = `GET http://127.0.0.1:${origin.port}/ HTTP/1.1\r\nHost: x\r\n`
  client.socket.end(`${head}Proxy-Authorization: Basic ok\r\n\r\n`)
  await eventually(() => origin.received !== '', 'the origin is asked')
  await proxy.drain(LONG_MS)
  assert.match(await client.rest(), /\r\nlate\r\n/)
})
