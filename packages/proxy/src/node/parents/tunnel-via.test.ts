import assert from 'node:assert/strict'
import type { Socket } from 'node:net'
import { test } from 'node:test'
import { asking, startClient, startOrigin, talk } from '../../testing/loopback.ts'
import { aParent, startChild, withLogin } from '../../testing/parents.ts'
import { connecting } from '../../testing/start-engine.ts'

const ASKS =
  'HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm="corp"\r\nContent-Length: 3\r\n\r\nno!'
const RIGHT = `Proxy-Authorization: Basic ${btoa('us:secret')}`

/** A parent that answers each CONNECT head, and echoes once it has said yes. */
function connectingTo(answer: (head: string) => string) {
  return (socket: Socket): void => {
    let seen = ''
    let isOpen = false
    socket.on('data', (piece: Buffer) => {
      if (isOpen) {
        socket.write(piece)
        return
      }
      seen += piece.toString('latin1')
      const end = seen.indexOf('\r\n\r\n')
      if (end < 0) return
      const text = answer(seen.slice(0, end + 4))
      const rest = seen.slice(end + 4)
      seen = ''
      isOpen = /^HTTP\/1\.\d 2/m.test(text)
      socket.write(text, 'latin1')
      if (isOpen && rest !== '') socket.write(rest, 'latin1')
    })
    socket.on('end', () => socket.end())
  }
}

test('a tunnel goes through the parent’s CONNECT, and the name is left for it to resolve', async (t) => {
  const parent = await startOrigin(
    t,
    connectingTo(() => 'HTTP/1.1 200 OK\r\n\r\n'),
  )
  const { port, entry } = await startChild(t, aParent(parent.port))
  const client = await startClient(t, port)
  client.send(connecting(443, 'site.invalid'))
  await client.until(/^HTTP\/1\.1 200 .*\r\n\r\n$/s)
  client.send('ping')
  await client.until(/ping$/)
  client.socket.end()
  await client.rest()
  assert.equal(
    parent.received,
    'CONNECT site.invalid:443 HTTP/1.1\r\nHost: site.invalid:443\r\nVia: 1.1 child\r\nCDN-Loop: child\r\n\r\nping',
  )
  const { outcome, parent: name, route, receivedStatus } = await entry()
  assert.deepEqual(
    [outcome, name, route, receivedStatus],
    ['tunnelled', 'corp', 'parent', undefined],
  )
})

for (const [what, yes] of [
  ['204, with what looks like content', 'HTTP/1.1 204 Fine\r\nContent-Length: 5\r\n\r\nearly'],
  ['200 of HTTP/1.0', 'HTTP/1.0 200 OK\r\n\r\nearly'],
  ['200 after interim responses', 'HTTP/1.1 102 Wait\r\n\r\nHTTP/1.1 200 OK\r\n\r\nearly'],
]) {
  test(`${what} is a yes, and octets that come with it are the tunnel’s`, async (t) => {
    const parent = await startOrigin(
      t,
      connectingTo(() => yes!),
    )
    const { port } = await startChild(t, aParent(parent.port))
    const client = await startClient(t, port)
    client.send(connecting(443, 'site.invalid'))
    await client.until(/^HTTP\/1\.1 200 [^\r]*\r\n.*\r\n\r\nearly$/s)
  })
}

test('what the client sends before the yes reaches the origin', async (t) => {
  const parent = await startOrigin(
    t,
    connectingTo(() => 'HTTP/1.1 200 OK\r\n\r\n'),
  )
  const { port } = await startChild(t, aParent(parent.port))
  const client = await startClient(t, port)
  client.send(`${connecting(443, 'site.invalid')}hello`)
  await client.until(/\r\n\r\nhello$/)
})

test('a 407 is answered, on the same connection or on a fresh one', async (t) => {
  for (const asks of [ASKS, ASKS.replace('No\r\n', 'No\r\nConnection: close\r\n')]) {
    const parent = await startOrigin(
      t,
      connectingTo((head) => (head.includes(RIGHT) ? 'HTTP/1.1 200 OK\r\n\r\n' : asks)),
    )
    const { port } = await startChild(
      t,
      aParent(parent.port, { credentials: withLogin('us', 'secret') }),
    )
    for (let i = 0; i < 2; i++) {
      const client = await startClient(t, port)
      client.send(connecting(443, 'site.invalid'))
      await client.until(/^HTTP\/1\.1 200 /)
    }
    // The second tunnel was asked for with credentials at once.
    assert.equal(parent.received.match(/CONNECT /g)?.length, 3)
    assert.equal(parent.accepted, asks === ASKS ? 2 : 3)
  }
})

test('a 407 after which the parent closes without a word is answered, whatever is asked', async (t) => {
  const parent = await startOrigin(t, (socket) => {
    socket.once('data', (piece: Buffer) => {
      if (piece.includes(RIGHT)) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')
      else socket.end(ASKS)
    })
  })
  const ask = async (head: string): Promise<string> => {
    const { port } = await startChild(
      t,
      aParent(parent.port, { credentials: withLogin('us', 'secret') }),
    )
    const client = await startClient(t, port)
    client.send(head)
    return await client.until(/\r\n\r\n/)
  }
  for (let i = 0; i < 10; i++) {
    assert.match(await ask(connecting(443, 'site.invalid')), /^HTTP\/1\.1 200 /)
    // One that must not be sent twice.
    const post = asking('POST http://site.invalid/ HTTP/1.1', 'Content-Length: 0')
    assert.match(await ask(post), /^HTTP\/1\.1 200 /)
  }
})

test('a refusal is 502 with the status it had, or that status where it is kept', async (t) => {
  const parent = await startOrigin(
    t,
    connectingTo(() => 'HTTP/1.1 403 No\r\nContent-Length: 6\r\n\r\n<evil>'),
  )
  for (const refusals of ['explain', 'keep-status'] as const) {
    const { port, entry } = await startChild(t, aParent(parent.port, { refusals }))
    const answer = await talk(t, port, connecting(443, 'site.invalid'))
    const status = refusals === 'explain' ? 502 : 403
    assert.match(answer, new RegExp(`^HTTP/1\\.1 ${status} `))
    assert.match(
      answer,
      /^Proxy-Status: child; next-hop="corp"; received-status=403; details="PARENT_REFUSED"\r$/m,
    )
    assert.match(answer, new RegExp(`hopwise: ${status} `))
    assert.doesNotMatch(answer, /evil/)
    const { fault, detail, receivedStatus, status: written } = await entry()
    assert.deepEqual([fault, receivedStatus, written], ['PARENT_REFUSED', 403, status])
    assert.match(detail ?? '', /answered 403 to CONNECT site\.invalid:443$/)
  }
})

test('a hundred clients at once, whatever they ask for, try a wrong password once', async (t) => {
  const parent = await startOrigin(
    t,
    connectingTo(() => ASKS),
  )
  const { port } = await startChild(
    t,
    aParent(parent.port, { credentials: withLogin('us', 'wrong') }),
  )
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, i) =>
      talk(
        t,
        port,
        i % 2 === 0
          ? connecting(443, `${i}.example`)
          : asking(`GET http://${i}.example/ HTTP/1.1`, 'Connection: close'),
      ),
    ),
  )
  for (const answer of answers) assert.match(answer, /^HTTP\/1\.1 502 /)
  assert.equal(parent.received.match(/^Proxy-Authorization/gm)?.length, 1)
})

test('a loop further on is told as one', async (t) => {
  const parent = await startOrigin(
    t,
    connectingTo(() => 'HTTP/1.1 508 Loop Detected\r\nContent-Length: 0\r\n\r\n'),
  )
  const { port } = await startChild(t, aParent(parent.port))
  assert.match(await talk(t, port, connecting(443, 'site.invalid')), /^HTTP\/1\.1 508 /)
})

test('a status that means nothing without its fields is not kept', async (t) => {
  const parent = await startOrigin(
    t,
    connectingTo(() => 'HTTP/1.1 405 No\r\nContent-Length: 0\r\n\r\n'),
  )
  const { port } = await startChild(t, aParent(parent.port, { refusals: 'keep-status' }))
  assert.match(await talk(t, port, connecting(443, 'site.invalid')), /^HTTP\/1\.1 502 /)
})

for (const [what, says] of [
  ['hangs up', undefined],
  ['hangs up in the middle of a head', 'HTTP/1.1 200 O'],
  ['does not speak HTTP', 'SSH-2.0-OpenSSH_9\r\n'],
] as const) {
  test(`a parent that ${what} is 502 PARENT_ANSWER_INVALID`, async (t) => {
    const parent = await startOrigin(t, (socket) => {
      socket.once('data', () => {
        socket.end(says ?? '')
      })
    })
    const { port, entry } = await startChild(t, aParent(parent.port))
    assert.match(await talk(t, port, connecting(443, 'site.invalid')), /^HTTP\/1\.1 502 /)
    const { fault, detail } = await entry()
    assert.equal(fault, 'PARENT_ANSWER_INVALID')
    assert.match(detail ?? '', /parent proxy corp/)
  })
}

test('a client that leaves while the parent thinks ends the parent’s connection, too', async (t) => {
  const parent = await startOrigin(t, (socket) => socket.on('end', () => socket.end()))
  const { port, entry } = await startChild(t, aParent(parent.port))
  const client = await startClient(t, port)
  client.send(connecting(443, 'site.invalid'))
  while (!parent.received.endsWith('\r\n\r\n')) await new Promise((done) => setImmediate(done))
  client.socket.resetAndDestroy()
  assert.equal((await entry()).fault, 'CLIENT_GONE')
  while (parent.closed === 0) await new Promise((done) => setImmediate(done))
})
