import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventually } from '../testing/eventually.ts'
import {
  answering,
  asking,
  startClient,
  startOrigin,
  startProxy,
  talk,
} from '../testing/loopback.ts'

async function relayed(
  t: import('node:test').TestContext,
  says: string,
  version = '1.1',
  method = 'GET',
): Promise<string> {
  const origin = await startOrigin(t, (socket) => {
    socket.once('data', () => socket.end(says, 'latin1'))
  })
  const { port } = await startProxy(t)
  const line = `${method} http://127.0.0.1:${origin.port}/ HTTP/${version}`
  return talk(t, port, asking(line, 'Connection: close'))
}

test('chunks are framed anew, trailers and all, and extensions are gone', async (t) => {
  const answer = await relayed(
    t,
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n1\r\n!\r\n0\r\nX-Sum: 1\r\nSet-Cookie: a\r\n\r\n',
  )
  assert.match(answer, /\r\n\r\n5\r\nhello\r\n1\r\n!\r\n0\r\nX-Sum: 1\r\n\r\n$/)
})

test('content that ends with the connection becomes chunked, so that ours can stay', async (t) => {
  const answer = await relayed(t, 'HTTP/1.1 200 OK\r\n\r\nhello')
  assert.match(answer, /Transfer-Encoding: chunked\r\n.*\r\n\r\n5\r\nhello\r\n0\r\n\r\n$/s)
})

test('an HTTP/1.0 client gets no chunks', async (t) => {
  const answer = await relayed(
    t,
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n',
    '1.0',
  )
  assert.doesNotMatch(answer, /Transfer-Encoding/)
  assert.match(answer, /Connection: close\r\n.*\r\n\r\nhello$/s)
})

test('the length of HEAD is the one that GET would have', async (t) => {
  const answer = await relayed(t, 'HTTP/1.1 200 OK\r\nContent-Length: 1234\r\n\r\n', '1.1', 'HEAD')
  assert.match(answer, /Content-Length: 1234\r\n.*\r\n\r\n$/s)
})

test('a response that is cut short never looks complete', async (t) => {
  const origin = await startOrigin(t, (socket) => {
    socket.once('data', () =>
      socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n'),
    )
  })
  const { port, entry } = await startProxy(t)
  const answer = await talk(t, port, asking(`GET http://127.0.0.1:${origin.port}/ HTTP/1.1`))
  assert.doesNotMatch(answer, /0\r\n\r\n$/)
  const { outcome, fault, status } = await entry()
  assert.deepEqual([outcome, fault, status], ['aborted', 'RESPONSE_INCOMPLETE', 200])
})

test('what has come is passed on before more is waited for', async (t) => {
  const origin = await startOrigin(t, (socket) => {
    socket.once('data', () =>
      socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: 1\n\n'),
    )
  })
  const { port } = await startProxy(t)
  const client = await startClient(t, port)
  client.send(asking(`GET http://127.0.0.1:${origin.port}/ HTTP/1.1`))
  await client.until(/data: 1/)
})

test('one connection to an origin serves many exchanges', async (t) => {
  const origin = await startOrigin(t, answering('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi'))
  const { port, entry } = await startProxy(t)
  const client = await startClient(t, port)
  const get = asking(`GET http://127.0.0.1:${origin.port}/ HTTP/1.1`)
  client.send(get + get + get)
  await client.until(/(hi.*){3}/s)
  assert.equal(origin.accepted, 1)
  assert.deepEqual([(await entry()).reused, (await entry()).reused], [false, true])
})

test('a response that comes before the content has gone ends the connection gently', async (t) => {
  const origin = await startOrigin(t, (socket) => {
    socket.once('data', () =>
      socket.end('HTTP/1.1 413 Content Too Large\r\nContent-Length: 2\r\n\r\nno'),
    )
  })
  const { port, entry } = await startProxy(t)
  const client = await startClient(t, port)
  client.send(asking(`POST http://127.0.0.1:${origin.port}/ HTTP/1.1`, 'Content-Length: 1000'))
  await client.until(/413 Content Too Large.*Connection: close.*no$/s)
  client.socket.end()
  await client.rest()
  assert.equal((await entry()).status, 413)
})

test('a client that does not take its response is not waited for for ever', async (t) => {
  const origin = await startOrigin(t, (socket) => {
    socket.once('data', () => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n`)
      const more = (): void => {
        while (socket.writable && socket.write(Buffer.alloc(65536)));
      }
      socket.on('drain', more)
      more()
    })
  })
  const { port, entry } = await startProxy(t, { relayTimeoutMs: 100 })
  const client = await startClient(t, port)
  client.socket.pause()
  client.send(asking(`GET http://127.0.0.1:${origin.port}/ HTTP/1.1`))
  const { fault, outcome } = await entry()
  assert.deepEqual([fault, outcome], ['RELAY_IDLE', 'aborted'])
})

test('a client that leaves after an early response leaves the kept next hop as it was', async (t) => {
  const origin = await startOrigin(t, (socket) => {
    let seen = ''
    let hasBegun = false
    socket.on('data', (piece: Buffer) => {
      seen += piece.toString('latin1')
      if (seen.startsWith('GET')) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi')
      else if (!hasBegun) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nh')
      hasBegun = true
      if (!seen.endsWith('CONTENT')) return
      seen = ''
      socket.write('i')
    })
  })
  const { port, entry, proxy } = await startProxy(t)
  const early = await startClient(t, port)
  early.send(asking(`POST http://127.0.0.1:${origin.port}/ HTTP/1.1`, 'Content-Length: 7'))
  await early.until(/\r\n\r\nh/)
  early.send('CONTENT')
  await early.until(/hi$/)
  early.socket.end()
  await early.rest()
  assert.equal((await entry()).status, 200)
  await eventually(() => proxy.live.connections === 0, 'the client is gone')
  const next = await startClient(t, port)
  next.send(asking(`GET http://127.0.0.1:${origin.port}/ HTTP/1.1`))
  await next.until(/^HTTP\/1\.1 200 .*hi$/s)
  assert.equal((await entry()).reused, true)
  assert.equal(origin.accepted, 1)
})

test('content without a length that is cut short ends in a reset: HTTP/1.0 has no other sign', async (t) => {
  const origin = await startOrigin(t, (socket) => {
    socket.once('data', () =>
      socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n'),
    )
  })
  const { port, entry } = await startProxy(t)
  const client = await startClient(t, port)
  const failed = new Promise<NodeJS.ErrnoException>((resolve) =>
    client.socket.once('error', resolve),
  )
  client.send(asking(`GET http://127.0.0.1:${origin.port}/ HTTP/1.0`))
  assert.equal((await failed).code, 'ECONNRESET')
  assert.equal((await entry()).fault, 'RESPONSE_INCOMPLETE')
})

for (const [name, requestLine, responseLine] of [
  ['a request with NTLM', 'Authorization: NTLM TlRMTVNTUAADAAAA', 'X: y'],
  ['a response that offers Negotiate', 'X: y', 'WWW-Authenticate: Negotiate'],
] as const) {
  test(`a connection that carried ${name} is for its client alone`, async (t) => {
    const says = `HTTP/1.1 200 OK\r\n${responseLine}\r\nContent-Length: 2\r\n\r\nhi`
    const origin = await startOrigin(t, answering(says))
    const { port } = await startProxy(t)
    const [first, other] = [await startClient(t, port), await startClient(t, port)]
    const ask = `GET http://127.0.0.1:${origin.port}/ HTTP/1.1`
    first.send(asking(ask, requestLine))
    await first.until(/hi$/)
    other.send(asking(ask))
    await other.until(/hi$/)
    assert.equal(origin.accepted, 2)
    first.send(asking(ask))
    await first.until(/hi.*hi$/s)
    assert.equal(origin.accepted, 2)
  })
}

test('it stays its client’s when later requests on it carry no credentials any more', async (t) => {
  const origin = await startOrigin(t, answering('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi'))
  const { port } = await startProxy(t)
  const ask = `GET http://127.0.0.1:${origin.port}/ HTTP/1.1`
  const first = await startClient(t, port)
  first.send(asking(ask, 'Authorization: NTLM TlRMTVNTUAADAAAA'))
  await first.until(/hi$/)
  first.send(asking(ask))
  await first.until(/hi.*hi$/s)
  const other = await startClient(t, port)
  other.send(asking(ask))
  await other.until(/hi$/)
  assert.equal(origin.accepted, 2)
})

test('content that is wrong from its first octet is a 502, and the next request can come', async (t) => {
  const origin = await startOrigin(
    t,
    answering('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'),
  )
  const { port, entry } = await startProxy(t)
  const client = await startClient(t, port)
  client.send(asking(`GET http://127.0.0.1:${origin.port}/ HTTP/1.1`))
  const answer = await client.until(/\r\n\r\n.*\n$/s)
  assert.match(answer, /^HTTP\/1\.1 502 /)
  const { status, fault, bytes } = await entry()
  assert.deepEqual([status, fault, bytes.toClient], [502, 'RESPONSE_INCOMPLETE', answer.length])
  client.send('GET / HTTP/1.0\r\n\r\n')
  await client.until(/ 502 .*HTTP\/1\.1 200 /s)
})
