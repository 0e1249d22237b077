import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  asking,
  failureOfSending,
  startClient,
  startOrigin,
  startProxy,
} from '../testing/loopback.ts'

const DONE = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'

/** An origin that answers once it has seen what a test waits for. */
function answersAfter(pattern: RegExp): (socket: import('node:net').Socket) => void {
  return (socket) => {
    let seen = ''
    socket.on('data', (piece: Buffer) => {
      seen += piece.toString('latin1')
      if (pattern.test(seen)) socket.write(DONE)
    })
  }
}

test('content with a length goes on as it comes', async (t) => {
  const origin = await startOrigin(t, answersAfter(/hello$/))
  const { port, entry } = await startProxy(t)
  const client = await startClient(t, port)
  client.send(`${asking(`POST http://127.0.0.1:${origin.port}/ HTTP/1.1`, 'Content-Length: 5')}he`)
  client.send('llo')
  await client.until(/ok$/)
  assert.match(origin.received, /Content-Length: 5\r\n.*\r\n\r\nhello$/s)
  assert.ok((await entry()).bytes.fromClient > 100)
})

test('chunks go on in our own frames, trailers behind them', async (t) => {
  const origin = await startOrigin(t, answersAfter(/X-Sum: 1\r\n\r\n$/))
  const { port } = await startProxy(t)
  const client = await startClient(t, port)
  client.send(
    asking(`POST http://127.0.0.1:${origin.port}/ HTTP/1.1`, 'Transfer-Encoding: chunked'),
  )
  client.send('005;ext=1\r\nhello\r\n0\r\nX-Sum: 1\r\nSet-Cookie: a\r\n\r\n')
  await client.until(/ok$/)
  assert.match(origin.received, /\r\n\r\n5\r\nhello\r\n0\r\nX-Sum: 1\r\n\r\n$/)
})

test('the head is there before the content: a client that waits for leave gets it from the origin', async (t) => {
  const origin = await startOrigin(t, (socket) => {
    socket.once('data', () => {
      socket.write('HTTP/1.1 100 Continue\r\n\r\n')
      socket.once('data', () => socket.write(DONE))
    })
  })
  const { port } = await startProxy(t)
  const client = await startClient(t, port)
  client.send(
    asking(
      `POST http://127.0.0.1:${origin.port}/ HTTP/1.1`,
      'Content-Length: 5',
      'Expect: 100-continue',
    ),
  )
  await client.until(/100 Continue\r\n/)
  client.send('hello')
  await client.until(/ok$/)
})

test("bad chunks are the client's fault, and never complete at the origin", async (t) => {
  const origin = await startOrigin(t, () => {})
  const { port, entry } = await startProxy(t)
  const client = await startClient(t, port)
  client.send(
    asking(`POST http://127.0.0.1:${origin.port}/ HTTP/1.1`, 'Transfer-Encoding: chunked'),
  )
  client.send('5\r\nhello\r\nzz\r\n')
  await client.until(/400 Bad Request/)
  assert.equal((await entry()).fault, 'BODY_MALFORMED')
  assert.doesNotMatch(origin.received, /0\r\n\r\n$/)
})

test('content above the limit is 413, counted, not believed', async (t) => {
  const origin = await startOrigin(t, () => {})
  const { port, entry } = await startProxy(t, { bodyBytesMax: 1000 })
  const client = await startClient(t, port)
  client.send(
    asking(`POST http://127.0.0.1:${origin.port}/ HTTP/1.1`, 'Transfer-Encoding: chunked'),
  )
  client.send(`7d0\r\n${'x'.repeat(2000)}\r\n`)
  await client.until(/413 Content Too Large/)
  assert.equal((await entry()).fault, 'BODY_TOO_LARGE')
})

test('a client that owes content and sends none is 408', async (t) => {
  const origin = await startOrigin(t, () => {})
  const { port, entry } = await startProxy(t, { bodyTimeoutMs: 50 })
  const client = await startClient(t, port)
  client.send(`${asking(`POST http://127.0.0.1:${origin.port}/ HTTP/1.1`, 'Content-Length: 5')}he`)
  await client.until(/408 Request Timeout/)
  assert.equal((await entry()).fault, 'BODY_TIMEOUT')
})

test('content that is cut short is not completed', async (t) => {
  const origin = await startOrigin(t, () => {})
  const { port, entry } = await startProxy(t)
  const client = await startClient(t, port)
  client.socket.end(
    `${asking(`POST http://127.0.0.1:${origin.port}/ HTTP/1.1`, 'Content-Length: 5')}he`,
  )
  const { fault, outcome, status } = await entry()
  assert.deepEqual([fault, outcome, status], ['CLIENT_GONE', 'aborted', 499])
})

test('the limit is for content: neither the head nor the frames of chunks count', async (t) => {
  const origin = await startOrigin(t, answersAfter(/x(?:\r\n0\r\n\r\n)?$/))
  const { port } = await startProxy(t, { bodyBytesMax: 1000 })
  const client = await startClient(t, port)
  const ask = `POST http://127.0.0.1:${origin.port}/ HTTP/1.1`
  client.send(`${asking(ask, 'Content-Length: 1000')}${'x'.repeat(1000)}`)
  await client.until(/ok$/)
  const chunk = `1f4\r\n${'x'.repeat(500)}\r\n`
  client.send(`${asking(ask, 'Transfer-Encoding: chunked')}${chunk}${chunk}0\r\n\r\n`)
  await client.until(/ok.*ok$/s)
})

test('a client that goes on sending after its 408 is not reset: it can read why', async (t) => {
  const origin = await startOrigin(t, () => {})
  const { port } = await startProxy(t, { bodyTimeoutMs: 50 })
  const client = await startClient(t, port)
  client.send(`${asking(`POST http://127.0.0.1:${origin.port}/ HTTP/1.1`, 'Content-Length: 99')}he`)
  assert.match(await client.rest(), / 408 .*\r\nConnection: close\r\n/s)
  assert.equal(await failureOfSending(client.socket, 'x'), undefined)
})
