import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { AgentLimits } from '../../core/limits.ts'
import { ProxyFault } from '../../core/proxy-fault.ts'
import { ALICE_BASIC, aHop } from '../../testing/a-hop.ts'
import { type Accepted, ASKS_BASIC, response, startScripted } from '../../testing/scripted-proxy.ts'
import { ForwardingSocket, type Refusal } from './forwarding-socket.ts'

const REALM = 'Proxy-Authenticate: Basic realm="test"'
const FINE = response('200 OK', [], 'fine')

/** Asks for Basic until it comes; reads content of that length with every request. */
function honest(length = 0): (client: Accepted) => Promise<void> {
  return async (client) => {
    for (let head = await client.head(); head; head = await client.head()) {
      const content = await client.octets(length)
      const isAlice = head.includes(`Proxy-Authorization: ${ALICE_BASIC}\r\n`)
      client.send(isAlice ? response('200 OK', [], `got ${content}`) : ASKS_BASIC)
    }
  }
}

test('a 407 is answered before the program sees it, with the content once more', async (t) => {
  const { ask, proxy } = await stage(t, honest(5))
  assert.match(await ask('PUT', 'hello'), /^HTTP\/1\.1 200 OK\r\n.*got hello$/s)
  assert.equal(proxy.connections, 1)
  assert.match(await ask('PUT', 'again'), /got again$/)
  assert.equal(proxy.heads.length, 3, 'the second time at once')
})

test('content that comes late is sent to the connection that asks now', async (t) => {
  const { socket, proxy } = await stage(t, async (client) => {
    const head = await client.head()
    if (client.number === 0) return client.send(ASKS_BASIC)
    assert.match(head ?? '', /Proxy-Authorization/)
    client.send(response('200 OK', [], `got ${await client.octets(6)}`))
  })
  socket.write('POST /a HTTP/1.1\r\nHost: o\r\nContent-Length: 6\r\n\r\nabc')
  while (proxy.heads.length < 2) await new Promise((resolve) => setImmediate(resolve))
  socket.write('def')
  assert.match(await until(socket, 'got abcdef'), /200 OK/)
})

for (const [name, answer] of [
  ['closes', `HTTP/1.1 407 No\r\n${REALM}\r\nConnection: close\r\n\r\n`],
  ['has 10 MB behind it', response('407 No', [REALM], 'x'.repeat(10_000_000))],
  ['is HTTP/1.0', `HTTP/1.0 407 No\r\n${REALM}\r\n\r\npage`],
  ['closes without a word', response('407 No', [REALM], 'page')],
  ['is framed twice', response('407 No', [REALM, 'Content-Length: 5'], 'page')],
] as const) {
  test(`a 407 that ${name} is answered on a fresh connection`, async (t) => {
    const { ask, proxy } = await stage(t, async (client) => {
      if (client.number > 0) return honest(5)(client)
      await client.head()
      await client.octets(5)
      client.send(answer)
      if (name !== 'has 10 MB behind it') client.socket.end()
    })
    assert.match(await ask('POST', 'hello'), /got hello$/)
    assert.equal(proxy.connections, 2)
  })
}

test('a 407 that comes octet by octet is answered, and so is what comes of it', async (t) => {
  const { ask, proxy } = await stage(t, async (client) => {
    for (const text of [response('407 No', [REALM], 'page'), FINE]) {
      await client.head()
      for (const octet of text) {
        client.send(octet)
        await new Promise((resolve) => setImmediate(resolve))
      }
    }
  })
  assert.match(await ask('GET', '', 'fine'), /^HTTP\/1\.1 200 OK\r\n.*\r\n\r\nfine$/s)
  assert.equal(proxy.connections, 1)
})

const STALE = 'Proxy-Authenticate: Digest realm="r", nonce="n", qop="auth", stale=true'
for (const [what, lines, code] of [
  ['no challenge', [], 'CHALLENGE_MISSING'],
  [
    'a challenge that cannot be read',
    ['Proxy-Authenticate: Basic; realm=r'],
    'CHALLENGE_MALFORMED',
  ],
  ['a challenge without end', [STALE], 'CHALLENGE_LOOP'],
  ['the same challenge once more', [REALM], 'CREDENTIALS_REJECTED'],
] as const) {
  test(`a 407 with ${what} is ${code}`, async (t) => {
    const { ask, proxy } = await stage(t, async (client) => {
      while (await client.head()) client.send(response('407 No', lines))
    })
    const fault = await ask('GET').catch((error: unknown) => error)
    assert.ok(fault instanceof ProxyFault)
    assert.equal(fault.code, code)
    assert.ok(proxy.heads.length < 10)
  })
}

test('a 407 that cannot be answered is a fault, or the response, as is wished', async (t) => {
  const nothing = response('407 No', ['Proxy-Authenticate: Concealed realm="r"'], 'page')
  const refuse = async (client: Accepted): Promise<void> => {
    while (await client.head()) client.send(nothing)
  }
  const faulty = await stage(t, refuse, { refusal: 'fault' })
  const fault = await faulty.ask('GET').catch((error: unknown) => error)
  assert.ok(fault instanceof ProxyFault)
  assert.equal(fault.code, 'CHALLENGE_UNANSWERABLE')
  assert.equal(fault.target, 'http://origin.example/a')
  assert.equal(Buffer.from(fault.answer!.content).toString(), 'page')
  const plain = await stage(t, refuse, { refusal: () => undefined })
  assert.equal(await plain.ask('GET', '', 'page'), nothing)
  assert.equal(await plain.ask('GET', '', 'page'), nothing)
})

test('large content waits until the proxy has asked; what it is then let send it sends', async (t) => {
  const content = 'x'.repeat(100)
  const { ask, proxy } = await stage(
    t,
    async (client) => {
      for (let head = await client.head(); head; head = await client.head()) {
        if (!head.includes('Proxy-Authorization')) {
          client.send(ASKS_BASIC)
          continue
        }
        client.send(response('200 OK', [], `got ${(await client.octets(100)).length}`))
      }
    },
    { limits: { replayBytesMax: 50, continueWaitMs: 60_000 } },
  )
  assert.match(await ask('PUT', content), /got 100$/)
  assert.match(proxy.heads[0]!, /Expect: 100-continue/)
  assert.doesNotMatch(proxy.heads[1]!, /Expect/)
})

test('large content goes out when the proxy says to go on, and the program hears nothing of that', async (t) => {
  const { ask } = await stage(
    t,
    async (client) => {
      await client.head()
      client.send('HTTP/1.1 100 Continue\r\n\r\n')
      client.send(response('200 OK', [], `got ${(await client.octets(100)).length}`))
    },
    { limits: { replayBytesMax: 50, continueWaitMs: 60_000 } },
  )
  assert.match(await ask('PUT', 'x'.repeat(100)), /^HTTP\/1\.1 200 OK.*got 100$/s)
})

test('a proxy that will not be waited for is sent the request as the program wrote it', async (t) => {
  const { ask, proxy } = await stage(
    t,
    async (client) => {
      const head = await client.head()
      if (head?.includes('Expect')) return client.send(response('417 Expectation Failed'))
      client.send(response('200 OK', [], `got ${(await client.octets(100)).length}`))
    },
    { limits: { replayBytesMax: 50, continueWaitMs: 60_000 } },
  )
  assert.match(await ask('PUT', 'x'.repeat(100)), /^HTTP\/1\.1 200 OK.*got 100$/s)
  assert.equal(proxy.connections, 2)
})

test('a proxy that knows nothing of waiting is waited for a moment; its 407 then comes too late', async (t) => {
  const { socket } = await stage(
    t,
    async (client) => {
      await client.head()
      await client.octets(60)
      socket.write('x'.repeat(40))
      await client.octets(40)
      client.send(ASKS_BASIC)
    },
    { limits: { replayBytesMax: 50, continueWaitMs: 5 } },
  )
  const ended = until(socket, 'never').catch((error: unknown) => error)
  socket.write(`PUT /a HTTP/1.1\r\nHost: o\r\nContent-Length: 100\r\n\r\n${'x'.repeat(60)}`)
  const fault = await ended
  assert.ok(fault instanceof ProxyFault)
  assert.equal(fault.code, 'CONTENT_NOT_REPEATABLE')
})

test('silence on a kept connection: what may be sent twice is, on a fresh one; what may not is not', async (t) => {
  const once = async (client: Accepted): Promise<void> => {
    await client.head()
    client.send(FINE)
    await client.head()
    client.socket.end()
  }
  for (const [method, connections] of [
    ['GET', 2],
    ['POST', 1],
  ] as const) {
    const { ask, proxy } = await stage(t, (client) =>
      client.number === 0 ? once(client) : once(client),
    )
    await ask(method, '', 'fine')
    const again = await ask(method, '', 'fine').catch((error: unknown) => error)
    assert.equal(proxy.connections, connections)
    if (method === 'POST')
      assert.ok(again instanceof ProxyFault && again.code === 'NEXT_HOP_CLOSED')
  }
})

test('interim responses are the program\u2019s', async (t) => {
  const { ask } = await stage(t, async (client) => {
    await client.head()
    client.send(`HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n${FINE}`)
  })
  assert.match(await ask('GET', '', 'fine'), /^HTTP\/1\.1 103 Early Hints\r\n/)
})

test('a response that breaks off, or is ambiguous, is a fault', async (t) => {
  for (const [text, code] of [
    ['HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf', 'NEXT_HOP_CLOSED'],
    [
      'HTTP/1.1 200 OK\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n',
      'RESPONSE_MALFORMED',
    ],
    ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n', 'RESPONSE_MALFORMED'],
  ] as const) {
    const { ask } = await stage(t, async (client) => {
      await client.head()
      client.socket.end(text)
    })
    const fault = await ask('POST').catch((error: unknown) => error)
    assert.ok(fault instanceof ProxyFault)
    assert.equal(fault.code, code)
  }
})

async function stage(
  t: TestContext,
  speak: (client: Accepted) => Promise<void>,
  options: { readonly refusal?: Refusal; readonly limits?: Partial<AgentLimits> } = {},
) {
  const proxy = await startScripted(t, speak)
  const hop = aHop(proxy.port, options.limits)
  const origin = { host: 'origin.example', port: 80 }
  const socket = new ForwardingSocket(hop, origin, await hop.open('x'), options.refusal ?? 'fault')
  t.after(() => socket.destroy())
  const ask = (method: string, content = '', end = ''): Promise<string> => {
    const length = content === '' ? '' : `Content-Length: ${content.length}\r\n`
    socket.write(`${method} /a HTTP/1.1\r\nHost: origin.example\r\n${length}\r\n${content}`)
    return until(socket, end)
  }
  return { socket, proxy, ask }
}

/** All that comes until this text has, or until a response with `Content-Length` is whole. */
function until(socket: ForwardingSocket, end: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let seen = ''
    const isWhole = (): boolean => {
      if (end !== '') return seen.endsWith(end)
      const [, length, content] = /content-length: (\d+)\r\n\r\n(.*)$/is.exec(seen) ?? []
      return content !== undefined && content.length >= Number(length)
    }
    const onData = (piece: Buffer): void => {
      seen += piece.toString('latin1')
      if (!isWhole()) return
      socket.off('data', onData).off('error', reject)
      socket.pause()
      resolve(seen)
    }
    socket.on('data', onData).once('error', reject).resume()
    socket.once('close', () => reject(new Error(`closed after ${seen}`)))
  })
}
