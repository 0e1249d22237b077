import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Asked } from '@hopwise/auth'
import { eventually } from '../testing/eventually.ts'
import {
  ALICE,
  answering,
  asking,
  startClient,
  startOrigin,
  startProxy,
  talk,
} from '../testing/loopback.ts'
import { startEngine } from '../testing/start-engine.ts'

const CLOSE = 'Connection: close'

test('interim responses come before the final one, whatever their code', async (t) => {
  const origin = await startOrigin(
    t,
    answering(
      'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 199 Odd\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n',
    ),
  )
  const { port } = await startProxy(t)
  const answer = await talk(t, port, asking(`GET http://127.0.0.1:${origin.port}/ HTTP/1.1`, CLOSE))
  assert.match(
    answer,
    /^HTTP\/1\.1 103 Early Hints\r\nLink: <\/a>\r\n.*HTTP\/1\.1 199 Odd\r\n.*HTTP\/1\.1 204 No Content\r\n/s,
  )
})

test('an HTTP/1.0 client sees the final response only', async (t) => {
  const origin = await startOrigin(
    t,
    answering('HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'),
  )
  const { port } = await startProxy(t)
  const answer = await talk(t, port, asking(`GET http://127.0.0.1:${origin.port}/ HTTP/1.0`))
  assert.match(answer, /^HTTP\/1\.1 200 OK\r\n/)
})

test('a kept connection that closes unanswered costs an idempotent request nothing', async (t) => {
  const origin = await startOrigin(t, (socket) => {
    let requests = 0
    socket.on('data', () => {
      if (++requests === 1) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi')
      else socket.destroy()
    })
  })
  const { port, entry } = await startProxy(t)
  const client = await startClient(t, port)
  const get = asking(`GET http://127.0.0.1:${origin.port}/ HTTP/1.1`)
  client.send(get)
  await client.until(/hi$/)
  client.send(get)
  await client.until(/hi.*hi$/s)
  assert.equal(origin.accepted, 2)
  await entry()
  assert.equal((await entry()).status, 200)
})

test('a POST is not sent twice: the client decides', async (t) => {
  const origin = await startOrigin(t, (socket) => {
    let requests = 0
    socket.on('data', () => {
      if (++requests === 1) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi')
      else socket.destroy()
    })
  })
  const { port, entry } = await startProxy(t)
  const client = await startClient(t, port)
  client.send(asking(`GET http://127.0.0.1:${origin.port}/ HTTP/1.1`))
  await client.until(/hi$/)
  client.send(
    asking(`POST http://127.0.0.1:${origin.port}/ HTTP/1.1`, 'Content-Length: 1').concat('x'),
  )
  await client.until(/502 Bad Gateway/)
  await entry()
  const { fault, outcome, reused } = await entry()
  assert.deepEqual([fault, outcome, reused], ['NEXT_HOP_CLOSED', 'failed', true])
})

const broken: readonly [name: string, says: string, fault: string, error: string][] = [
  ['garbage', 'hello world\r\n\r\n', 'RESPONSE_MALFORMED', 'http_protocol_error'],
  [
    'a head without end',
    `HTTP/1.1 200 OK\r\nX: ${'a'.repeat(70_000)}`,
    'RESPONSE_HEAD_TOO_LARGE',
    'http_response_header_section_size',
  ],
  [
    'two lengths',
    'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx',
    'RESPONSE_MALFORMED',
    'http_protocol_error',
  ],
  [
    'a coding we do not know',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n',
    'RESPONSE_TRANSFER_CODING',
    'http_response_transfer_coding',
  ],
  [
    'a switch nobody asked for',
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n',
    'UPGRADE_UNEXPECTED',
    'http_upgrade_failed',
  ],
  [
    'interim responses for ever',
    'HTTP/1.1 100 Continue\r\n\r\n'.repeat(40),
    'RESPONSE_MALFORMED',
    'http_protocol_error',
  ],
]
for (const [name, says, fault, error] of broken) {
  test(`a next hop that says ${name} is a 502 with its own fault`, async (t) => {
    const origin = await startOrigin(t, answering(says))
    const { port, entry } = await startProxy(t)
    const client = await startClient(t, port)
    client.send(asking(`GET http://127.0.0.1:${origin.port}/ HTTP/1.1`, CLOSE))
    assert.match(
      await client.rest(),
      new RegExp(`HTTP/1\\.1 502 .*Proxy-Status: us; error=${error}`, 's'),
    )
    assert.equal((await entry()).fault, fault)
  })
}

test('a next hop that says nothing is a 504', async (t) => {
  const origin = await startOrigin(t, () => {})
  const { port, entry } = await startProxy(t, { responseTimeoutMs: 50 })
  const answer = await talk(t, port, asking(`GET http://127.0.0.1:${origin.port}/ HTTP/1.1`, CLOSE))
  assert.match(answer, /HTTP\/1\.1 504 .*error=http_response_timeout/s)
  assert.equal((await entry()).fault, 'RESPONSE_TIMEOUT')
})

test('a client that leaves is 499 in the journal, and the next hop is let go', async (t) => {
  const closed = Promise.withResolvers<void>()
  const asked = Promise.withResolvers<void>()
  const origin = await startOrigin(t, (socket) => {
    socket.on('data', () => asked.resolve())
    socket.on('close', () => closed.resolve())
    socket.on('end', () => socket.destroy())
  })
  const { port, entry } = await startProxy(t)
  const client = await startClient(t, port)
  client.send(asking(`GET http://127.0.0.1:${origin.port}/ HTTP/1.1`))
  await asked.promise
  client.socket.resetAndDestroy()
  const { status, outcome, fault } = await entry()
  assert.deepEqual([status, outcome, fault], [499, 'aborted', 'CLIENT_GONE'])
  await closed.promise
})

test('a client that has said its end still gets its answer', async (t) => {
  const origin = await startOrigin(t, answering('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi'))
  const { port } = await startProxy(t)
  const client = await startClient(t, port)
  client.socket.end(asking(`GET http://127.0.0.1:${origin.port}/ HTTP/1.1`))
  assert.match(await client.rest(), /hi$/)
})

test('Max-Forwards ends here at zero: TRACE is reflected, OPTIONS answered', async (t) => {
  const { port } = await startProxy(t)
  const trace = await talk(
    t,
    port,
    asking('TRACE http://o.example/ HTTP/1.1', 'Max-Forwards: 0', CLOSE),
  )
  assert.match(
    trace,
    /^HTTP\/1\.1 200 .*message\/http.*\r\n\r\nTRACE http:\/\/o\.example\/ HTTP\/1\.1\r\n/s,
  )
  assert.doesNotMatch(trace, /Proxy-Authorization/)
  const options = await talk(
    t,
    port,
    asking('OPTIONS http://o.example/ HTTP/1.1', 'Max-Forwards: 0', CLOSE),
  )
  assert.match(options, /^HTTP\/1\.1 204 .*Allow: /s)
})

test('idle connections to one origin do not keep the others out', async (t) => {
  const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi'
  const [one, two] = [await startOrigin(t, answering(ok)), await startOrigin(t, answering(ok))]
  const { port } = await startProxy(t, { nextHopConnectionsMax: 1 })
  const client = await startClient(t, port)
  client.send(asking(`GET http://127.0.0.1:${one.port}/ HTTP/1.1`))
  await client.until(/hi$/)
  client.send(asking(`GET http://127.0.0.1:${two.port}/ HTTP/1.1`))
  await client.until(/hi.*HTTP\/1\.1 200 .*hi$/s)
})

test('a client that is gone before its request went out has asked the origin for nothing', async (t) => {
  const gate = Promise.withResolvers<void>()
  const asked = Promise.withResolvers<void>()
  const slow = {
    ...ALICE,
    authenticate: async (values: readonly string[], request: Asked) => {
      asked.resolve()
      await gate.promise
      return ALICE.authenticate(values, request)
    },
  }
  const origin = await startOrigin(t, (socket) => {
    socket.on('end', () => socket.end())
  })
  const { port, entries, sockets } = await startEngine(t, {}, slow)
  const client = await startClient(t, port)
  client.send(asking(`DELETE http://127.0.0.1:${origin.port}/ HTTP/1.1`))
  await asked.promise
  client.socket.resetAndDestroy()
  await eventually(() => sockets[0]?.closed === true, 'the reset has come')
  gate.resolve()
  await eventually(() => entries.length === 1, 'it is written down')
  assert.equal(entries[0]?.status, 499)
  await eventually(() => origin.closed === origin.accepted, 'the origin was let go')
  assert.equal(origin.received, '')
})
