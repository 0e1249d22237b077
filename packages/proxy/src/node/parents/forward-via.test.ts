import assert from 'node:assert/strict'
import type { Socket } from 'node:net'
import { test } from 'node:test'
import { answering, asking, startClient, startOrigin, talk } from '../../testing/loopback.ts'
import { aParent, startChild, withLogin } from '../../testing/parents.ts'

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nyes'
const BASIC = 'Proxy-Authenticate: Basic realm="corp"\r\n'
const ASKS = `HTTP/1.1 407 No\r\n${BASIC}Content-Length: 3\r\n\r\nno!`
const RIGHT = `Proxy-Authorization: Basic ${btoa('us:secret')}`

/** Answers each request, head and content of a known length, with what `answer` makes of it. */
function speaking(answer: (request: string, socket: Socket) => string | undefined) {
  return (socket: Socket): void => {
    let seen = ''
    socket.on('data', (piece: Buffer) => {
      seen += piece.toString('latin1')
      for (;;) {
        const end = seen.indexOf('\r\n\r\n')
        if (end < 0) return
        const length = Number(/^content-length: (\d+)/im.exec(seen.slice(0, end))?.[1] ?? 0)
        if (seen.length < end + 4 + length) return
        const request = seen.slice(0, end + 4 + length)
        seen = seen.slice(request.length)
        const text = answer(request, socket)
        if (text !== undefined) socket.write(text, 'latin1')
      }
    })
  }
}

const wantsBasic = speaking((request) => (request.includes(RIGHT) ? OK : ASKS))

test('a request goes to the parent in absolute-form, with Via and CDN-Loop, without the client’s credentials', async (t) => {
  const origin = await startOrigin(t, answering(OK))
  const { port, entry } = await startChild(t, aParent(origin.port))
  const answer = await talk(
    t,
    port,
    asking('GET http://site.example/a?b HTTP/1.1', 'Connection: close'),
  )
  assert.match(answer, /^HTTP\/1\.1 200 OK\r\n.*\r\n\r\nyes$/s)
  assert.equal(
    origin.received,
    'GET http://site.example/a?b HTTP/1.1\r\nHost: site.example\r\nVia: 1.1 child\r\nCDN-Loop: child\r\n\r\n',
  )
  const { outcome, status, route, parent, nextHop } = await entry()
  assert.deepEqual(
    [outcome, status, route, parent, nextHop],
    ['relayed', 200, 'parent', 'corp', `127.0.0.1:${origin.port}`],
  )
})

test('a 407 of the parent is answered on the same connection, and from then on before it asks', async (t) => {
  const parent = await startOrigin(t, wantsBasic)
  const { port } = await startChild(
    t,
    aParent(parent.port, { credentials: withLogin('us', 'secret') }),
  )
  const client = await startClient(t, port)
  client.send(asking('GET http://site.example/ HTTP/1.1'))
  await client.until(/yes$/)
  client.send(asking('GET http://other.example/ HTTP/1.1'))
  await client.until(/yes.*yes$/s)
  assert.equal(parent.accepted, 1)
  assert.equal(parent.received.match(/GET http:/g)?.length, 3)
  assert.equal(parent.received.split(RIGHT).length - 1, 2)
  assert.doesNotMatch(parent.received, /Basic ok/)
})

test('a connection that is closed with the 407 is no obstacle', async (t) => {
  const closing = speaking((request, socket) => {
    if (request.includes(RIGHT)) return OK
    socket.end(`HTTP/1.1 407 No\r\n${BASIC}Connection: close\r\nContent-Length: 0\r\n\r\n`)
    return undefined
  })
  for (const speak of [
    closing,
    // Without a word about it.
    speaking((request, socket) => {
      if (request.includes(RIGHT)) return OK
      socket.end(ASKS)
      return undefined
    }),
    // HTTP/1.0, content until the end.
    speaking((request, socket) => {
      if (request.includes(RIGHT)) return OK
      socket.end(`HTTP/1.0 407 No\r\n${BASIC}\r\ngo away`)
      return undefined
    }),
  ]) {
    const parent = await startOrigin(t, speak)
    const { port } = await startChild(
      t,
      aParent(parent.port, { credentials: withLogin('us', 'secret') }),
    )
    const answer = await talk(
      t,
      port,
      asking('GET http://site.example/ HTTP/1.1', 'Connection: close'),
    )
    assert.match(answer, /^HTTP\/1\.1 200 /)
  }
})

test('ten megabytes of 407 are not read to the end', async (t) => {
  const parent = await startOrigin(
    t,
    speaking((request, socket) => {
      if (request.includes(RIGHT)) return OK
      const head = `HTTP/1.1 407 No\r\n${BASIC}Content-Length: 10485760\r\n\r\n`
      socket.write(head + 'x'.repeat(10_485_760))
      return undefined
    }),
  )
  const { port } = await startChild(
    t,
    aParent(parent.port, { credentials: withLogin('us', 'secret') }),
  )
  const answer = await talk(
    t,
    port,
    asking('GET http://site.example/ HTTP/1.1', 'Connection: close'),
  )
  assert.match(answer, /^HTTP\/1\.1 200 /)
  assert.equal(parent.accepted, 2)
})

test('octet by octet is read all the same', async (t) => {
  const parent = await startOrigin(
    t,
    speaking((request, socket) => {
      const text = request.includes(RIGHT) ? OK : ASKS
      let at = 0
      const next = (): void => {
        if (at < text.length) socket.write(text[at++]!, () => setImmediate(next))
      }
      next()
      return undefined
    }),
  )
  const { port } = await startChild(
    t,
    aParent(parent.port, { credentials: withLogin('us', 'secret') }),
  )
  const answer = await talk(
    t,
    port,
    asking('GET http://site.example/ HTTP/1.1', 'Connection: close'),
  )
  assert.match(answer, /yes$/)
})

const unanswerable: readonly [string, string, string, RegExp][] = [
  ['no credentials', ASKS, 'PARENT_CHALLENGE_UNANSWERABLE', /basic \(no user name and password/],
  [
    'no challenge',
    'HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n',
    'PARENT_CHALLENGE_INVALID',
    /no challenge came with it/,
  ],
  [
    'a challenge that cannot be read',
    'HTTP/1.1 407 No\r\nProxy-Authenticate: Basic; realm=x\r\nContent-Length: 0\r\n\r\n',
    'PARENT_CHALLENGE_INVALID',
    /none of its challenges can be read/,
  ],
  [
    'a scheme of its own',
    'HTTP/1.1 407 No\r\nProxy-Authenticate: Kerbal moon="1"\r\nContent-Length: 0\r\n\r\n',
    'PARENT_CHALLENGE_UNANSWERABLE',
    /kerbal \(not a scheme this proxy answers\)/,
  ],
]
for (const [what, says, fault, detail] of unanswerable) {
  test(`a 407 with ${what} is 502 ${fault}, and its challenge does not reach the client`, async (t) => {
    const parent = await startOrigin(t, answering(says))
    const { port, entry } = await startChild(t, aParent(parent.port))
    const answer = await talk(
      t,
      port,
      asking('GET http://site.example/ HTTP/1.1', 'Connection: close'),
    )
    assert.match(answer, /^HTTP\/1\.1 502 /)
    assert.doesNotMatch(answer, /^Proxy-Authenticate:/im)
    assert.match(
      answer,
      new RegExp(
        `^Proxy-Status: child;.* next-hop="corp"; received-status=407; details="${fault}"\r$`,
        'm',
      ),
    )
    const written = await entry()
    assert.deepEqual(
      [written.fault, written.parent, written.receivedStatus, written.outcome],
      [fault, 'corp', 407, 'failed'],
    )
    assert.match(written.detail ?? '', detail)
    assert.match(written.detail ?? '', /407 of the parent proxy corp \(http:\/\/127\.0\.0\.1:/)
  })
}

test('a refused password is sent once, whatever comes after', async (t) => {
  const parent = await startOrigin(t, answering(ASKS))
  const { port, entry } = await startChild(
    t,
    aParent(parent.port, { credentials: withLogin('us', 'wrong') }),
  )
  for (let i = 0; i < 3; i++) {
    const answer = await talk(
      t,
      port,
      asking('GET http://site.example/ HTTP/1.1', 'Connection: close'),
    )
    assert.match(answer, /^HTTP\/1\.1 502 /)
    assert.equal((await entry()).fault, 'PARENT_CREDENTIALS_REJECTED')
  }
  assert.equal(parent.received.split('Proxy-Authorization').length - 1, 1)
})

test('a parent that asks without end is told apart from a refusal', async (t) => {
  const stale =
    'HTTP/1.1 407 No\r\nProxy-Authenticate: Digest realm="a", nonce="b", qop="auth", stale=true\r\nContent-Length: 0\r\n\r\n'
  const parent = await startOrigin(t, answering(stale))
  const { port, entry } = await startChild(
    t,
    aParent(parent.port, { credentials: withLogin('us', 'secret') }),
  )
  await talk(t, port, asking('GET http://site.example/ HTTP/1.1', 'Connection: close'))
  assert.equal((await entry()).fault, 'PARENT_CHALLENGE_INVALID')
})

for (const [what, lines, body, sent] of [
  ['of a known length', ['Content-Length: 4'], 'abcd', 'abcd'],
  ['with leave to send it', ['Content-Length: 4', 'Expect: 100-continue'], 'abcd', 'abcd'],
] as const) {
  test(`small content ${what} is held, and sent with the credentials`, async (t) => {
    const parent = await startOrigin(t, wantsBasic)
    const { port, entry } = await startChild(
      t,
      aParent(parent.port, { credentials: withLogin('us', 'secret') }),
    )
    const answer = await talk(
      t,
      port,
      asking('POST http://site.example/ HTTP/1.1', 'Connection: close', ...lines) + body,
    )
    assert.match(answer, /HTTP\/1\.1 200 /)
    assert.ok(parent.received.endsWith(`\r\n\r\n${sent}`))
    assert.equal(parent.received.match(/POST http:/g)?.length, 2)
    const { bytes } = await entry()
    assert.ok(bytes.fromClient > 100)
  })
}

test('large content waits for a HEAD that signs in, and is sent once', async (t) => {
  const parent = await startOrigin(t, wantsBasic)
  const { port } = await startChild(
    t,
    aParent(parent.port, { credentials: withLogin('us', 'secret') }),
    { limits: { heldBytesMax: 10 } },
  )
  const body = 'y'.repeat(100_000)
  const client = await startClient(t, port)
  client.send(asking('POST http://site.example/up HTTP/1.1', 'Content-Length: 100000') + body)
  await client.until(/yes$/)
  const methods = [...parent.received.matchAll(/(GET|HEAD|POST) http:/g)].map(
    ([, method]) => method,
  )
  assert.deepEqual(methods, ['HEAD', 'HEAD', 'POST'])
  // Once learnt it needs no HEAD, and content with no length is nothing to be held either.
  client.send(
    `${asking('POST http://site.example/up HTTP/1.1', 'Transfer-Encoding: chunked')}3\r\nabc\r\n0\r\n\r\n`,
  )
  // The test's parent knows no chunks: it answers the head.
  await client.until(/yes.*yes$/s)
  assert.equal(parent.received.match(/HEAD http:/g)?.length, 2)
})

test('a parent that asks in the middle of large content is 502, and the next time it is signed in first', async (t) => {
  let isAsking = false
  const parent = await startOrigin(
    t,
    speaking((request) => (isAsking && !request.includes(RIGHT) ? ASKS : OK)),
  )
  const { port, entry } = await startChild(
    t,
    aParent(parent.port, { credentials: withLogin('us', 'secret') }),
    { limits: { heldBytesMax: 10 } },
  )
  const upload = () =>
    talk(
      t,
      port,
      `${asking('POST http://a.example/ HTTP/1.1', 'Connection: close', 'Content-Length: 50')}${'z'.repeat(50)}`,
    )
  assert.match(await upload(), /^HTTP\/1\.1 200 /)
  await entry()
  isAsking = true
  assert.match(await upload(), /^HTTP\/1\.1 502 /)
  assert.equal((await entry()).fault, 'PARENT_CHALLENGE_LATE')
  assert.match(await upload(), /^HTTP\/1\.1 200 /)
})

test('a kept connection that the parent has closed is not the client’s concern', async (t) => {
  let count = 0
  const parent = await startOrigin(
    t,
    speaking((_request, socket) => {
      count++
      if (count === 2) {
        socket.destroy()
        return undefined
      }
      return OK
    }),
  )
  const { port } = await startChild(t, aParent(parent.port))
  const client = await startClient(t, port)
  client.send(asking('GET http://site.example/1 HTTP/1.1'))
  await client.until(/yes$/)
  client.send(asking('GET http://site.example/2 HTTP/1.1'))
  await client.until(/yes.*yes$/s)
  assert.equal(count, 3)
})
