import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '@hopwise/journal'
import { startClient, startOrigin, startProxy, talk } from '../testing/loopback.ts'
import { anEngine, connecting } from '../testing/start-engine.ts'
import { Exchange } from './exchange.ts'
import { reach } from './reach.ts'

function anExchange(): Exchange {
  const exchange = new Exchange('1', '127.0.0.1', 0, performance.now())
  exchange.enter('route', performance.now())
  return exchange
}

test('what is reached is written down, and when connecting began', async (t) => {
  const origin = await startOrigin(t, () => {})
  const { engine } = anEngine()
  const exchange = anExchange()
  const socket = await reach('localhost', origin.port, exchange, engine)
  t.after(() => socket.destroy())
  assert.equal(exchange.phase, 'connect')
  assert.equal(exchange.nextHop, `127.0.0.1:${origin.port}`)
})

test('a name that did not resolve when it was asked who may is not asked about again', async () => {
  const { engine } = anEngine()
  const exchange = anExchange()
  exchange.unresolved = new Fault('NAME_NOT_RESOLVED', 'looking up localhost: ENOTFOUND')
  await assert.rejects(reach('localhost', 80, exchange, engine), exchange.unresolved)
})

const guarded: readonly [host: string, what: string][] = [
  ['127.0.0.1', '127.0.0.1 is a loopback address'],
  ['localhost', 'localhost (127.0.0.1) is a loopback address'],
  ['10.1.2.3', '10.1.2.3 is a private address'],
  ['169.254.169.254', '169.254.169.254 is a metadata address'],
  ['::ffff:127.0.0.1', '::ffff:127.0.0.1 is a loopback address'],
  ['127.1', '127.1 (127.0.0.1) is a loopback address'],
]
for (const [host, detail] of guarded) {
  test(`${host} is not reached unless private addresses are allowed`, async () => {
    const { engine } = anEngine({ egress: { allowPrivate: false } })
    const exchange = anExchange()
    await assert.rejects(reach(host, 80, exchange, engine), {
      code: 'DESTINATION_FORBIDDEN',
      detail,
    })
    // Nothing was dialled.
    assert.deepEqual([exchange.phase, exchange.nextHop], ['route', undefined])
  })
}

test('an exchange to which a rule opened private addresses reaches them, metadata never', async (t) => {
  const origin = await startOrigin(t, () => {})
  const { engine } = anEngine({ egress: { allowPrivate: false } })
  const exchange = anExchange()
  exchange.allowPrivate = true
  const socket = await reach('127.0.0.1', origin.port, exchange, engine)
  t.after(() => socket.destroy())
  await assert.rejects(reach('169.254.169.254', 80, exchange, engine), {
    code: 'DESTINATION_FORBIDDEN',
  })
})

for (const host of ['169.254.169.254', '0.0.0.0', '224.0.0.1']) {
  test(`${host} is never reached`, async () => {
    const { engine } = anEngine({ egress: { allowPrivate: true } })
    await assert.rejects(reach(host, 80, anExchange(), engine), { code: 'DESTINATION_FORBIDDEN' })
  })
}

for (const host of ['127.0.0.1', 'localhost', '127.1']) {
  test(`we do not go round by ${host}`, async (t) => {
    const { port, entry } = await startProxy(t)
    const answer = await talk(
      t,
      port,
      `GET http://${host}:${port}/ HTTP/1.0\r\nHost: x\r\nProxy-Authorization: Basic ok\r\n\r\n`,
    )
    // The address that the client reached us at is ours to answer; under other names it is a loop.
    if (host === '127.0.0.1') assert.match(answer, /^HTTP\/1\.1 200 /)
    else assert.match(answer, /^HTTP\/1\.1 508 .*error=proxy_loop_detected/s)
    const fault = host === '127.0.0.1' ? undefined : 'ROUTE_LOOP'
    assert.equal((await entry()).fault, fault)
  })

  test(`no tunnel leads round by ${host}`, async (t) => {
    const { port, entry } = await startProxy(t)
    const answer = await talk(t, port, connecting(port, host).replace('HTTP/1.1', 'HTTP/1.0'))
    assert.match(answer, /^HTTP\/1\.1 508 /)
    assert.equal((await entry()).fault, 'ROUTE_LOOP')
  })
}

test('where all connections are in use there is no further one', async () => {
  const { engine } = anEngine({ limits: { nextHopConnectionsMax: 0 } })
  await assert.rejects(reach('127.0.0.1', 80, anExchange(), engine), { code: 'NEXT_HOP_LIMIT' })
})

test('a name that is not known is not reached', async () => {
  const { engine } = anEngine()
  await assert.rejects(reach(`${'a'.repeat(64)}.invalid`, 80, anExchange(), engine), {
    code: 'NAME_NOT_RESOLVED',
  })
})

test('connections that are opened at one time do not all find room', async (t) => {
  const origin = await startOrigin(t, () => {})
  const { engine } = anEngine({ limits: { nextHopConnectionsMax: 1 } })
  const tries = await Promise.allSettled(
    [1, 2, 3].map(() => reach('127.0.0.1', origin.port, anExchange(), engine)),
  )
  for (const one of tries) if (one.status === 'fulfilled') t.after(() => one.value.destroy())
  assert.deepEqual(
    tries.map((one) => (one.status === 'fulfilled' ? 'open' : one.reason.code)),
    ['open', 'NEXT_HOP_LIMIT', 'NEXT_HOP_LIMIT'],
  )
  assert.equal(engine.pool.open, 1)
})

test('a tunnel is a connection to a next hop and counts as one', async (t) => {
  const origin = await startOrigin(t, () => {})
  const { port } = await startProxy(t, { nextHopConnectionsMax: 1 })
  const [first, second] = [await startClient(t, port), await startClient(t, port)]
  first.send(connecting(origin.port))
  await first.until(/ 200 /)
  second.send(connecting(origin.port))
  await second.until(/^HTTP\/1\.1 503 /)
  assert.equal(origin.accepted, 1)
})
