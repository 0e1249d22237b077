import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ProxyFault } from '../../core/proxy-fault.ts'
import { ALICE_BASIC } from '../../testing/a-hop.ts'
import { forwardingStage, until } from '../../testing/forwarding-stage.ts'
import { type Accepted, ASKS_BASIC, LETS_THROUGH, response } from '../../testing/scripted-proxy.ts'

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
  const { ask, proxy } = await forwardingStage(t, honest(5))
  assert.match(await ask('PUT', 'hello'), /^HTTP\/1\.1 200 OK\r\n.*got hello$/s)
  assert.equal(proxy.connections, 1)
  assert.match(await ask('PUT', 'again'), /got again$/)
  assert.equal(proxy.heads.length, 3, 'the second time at once')
})

test('content that comes late is sent to the connection that asks now', async (t) => {
  const { socket, proxy } = await forwardingStage(t, async (client) => {
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
    const { ask, proxy } = await forwardingStage(t, async (client) => {
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
  const { ask, proxy } = await forwardingStage(t, async (client) => {
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
    const { ask, proxy } = await forwardingStage(t, async (client) => {
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
  const faulty = await forwardingStage(t, refuse, { refusal: 'fault' })
  const fault = await faulty.ask('GET').catch((error: unknown) => error)
  assert.ok(fault instanceof ProxyFault)
  assert.equal(fault.code, 'CHALLENGE_UNANSWERABLE')
  assert.equal(fault.target, 'http://origin.example/a')
  assert.equal(Buffer.from(fault.answer!.content).toString(), 'page')
  const plain = await forwardingStage(t, refuse, { refusal: () => undefined })
  assert.equal(await plain.ask('GET', '', 'page'), nothing)
  assert.equal(await plain.ask('GET', '', 'page'), nothing)
})

test('large content waits until the proxy has asked; what it is then let send it sends', async (t) => {
  const content = 'x'.repeat(100)
  const { ask, proxy } = await forwardingStage(
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

test('a proxy that will not be waited for is sent the request as the program wrote it', async (t) => {
  const { ask, proxy } = await forwardingStage(
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

const ORIGINS = response('407 By the origin', ['Proxy-Authenticate: Basic realm="o"'], 'page')
for (const [what, toConnect, isOrigins] of [
  ['opens a tunnel', LETS_THROUGH, true],
  ['cannot reach the host', response('503 Service Unavailable'), true],
  ['asks', response('407 No', ['Proxy-Authenticate: NTLM']), false],
  ['forbids it', response('403 Forbidden'), false],
  ['closes', '', false],
] as const) {
  const whose = isOrigins ? 'origin’s' : 'proxy’s'
  test(`a 407 behind a handshake is the ${whose} where a bare CONNECT on its connection ${what}`, async (t) => {
    const { ask, proxy, hop } = await forwardingStage(t, async (client) => {
      for (let head = await client.head(); head; head = await client.head()) {
        const [, message] = /^Proxy-Authorization: NTLM (\S+)/m.exec(head) ?? []
        const type = message && Buffer.from(message, 'base64')[8]
        if (head.startsWith('CONNECT')) client.send(toConnect)
        else if (type === 1) client.send(response('407 No', [`Proxy-Authenticate: NTLM ${TYPE_2}`]))
        else if (type === 3) client.send(ORIGINS)
        else client.send(response('407 No', ['Proxy-Authenticate: NTLM']))
        if (head.startsWith('CONNECT') && !isOrigins) return void client.socket.end()
      }
    })
    const outcome = await ask('GET', '', 'page').catch((error: unknown) => error)
    assert.match(proxy.heads[3]!, /^CONNECT origin\.example:443 /)
    assert.doesNotMatch(proxy.heads[3]!, /Authorization/)
    assert.equal(proxy.connections, 1)
    assert.equal(hop.asker.signsConnectionIn, isOrigins, 'what was accepted is known')
    if (isOrigins) return assert.equal(outcome, ORIGINS)
    assert.ok(outcome instanceof ProxyFault)
    assert.equal(outcome.code, 'CREDENTIALS_REJECTED')
    assert.equal(Buffer.from(outcome.answer!.content).toString(), 'page')
  })
}

/** A CHALLENGE_MESSAGE ([MS-NLMP] 2.2.1.2): Unicode, NTLM, extended security, an empty list of names. */
const TYPE_2 = Buffer.concat([
  Buffer.from('NTLMSSP\0\x02\0\0\0', 'latin1'),
  Buffer.from('0000000030000000' + '01028800' + '0123456789abcdef', 'hex'),
  Buffer.from('0000000000000000' + '0400040030000000' + '00000000', 'hex'),
]).toString('base64')
