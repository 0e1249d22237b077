import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import { inspect } from 'node:util'
import { ALICE_BASIC, aHop } from '../testing/a-hop.ts'
import { faultOf } from '../testing/fault-of.ts'
import {
  type Accepted,
  ASKS_BASIC,
  LETS_THROUGH,
  response,
  startScripted,
} from '../testing/scripted-proxy.ts'
import { openTunnel } from './tunnel.ts'

const TARGET = 'origin.example:443'
const REALM = 'Proxy-Authenticate: Basic realm="test"'
const ASKED = '407 Proxy Authentication Required'

/** Asks for Basic until it comes, then lets through and repeats what it is sent. */
async function honest(client: Accepted): Promise<void> {
  for (;;) {
    const head = await client.head()
    if (head === undefined) return
    if (head.includes(`Proxy-Authorization: ${ALICE_BASIC}\r\n`)) break
    client.send(ASKS_BASIC)
  }
  client.send(LETS_THROUGH)
  client.send(await client.octets(4))
}

test('a challenge is answered on the connection it came by, and the tunnel is the rest of it', async (t) => {
  const proxy = await startScripted(t, honest)
  const socket = await opened(t, proxy.port)
  socket.write('ping')
  assert.equal(await read(socket), 'ping')
  assert.equal(proxy.connections, 1)
  assert.match(
    proxy.heads[0]!,
    /^CONNECT origin\.example:443 HTTP\/1\.1\r\nHost: origin\.example:443\r\n\r\n$/,
  )
})

test('the next tunnel is asked for with credentials at once', async (t) => {
  const proxy = await startScripted(t, honest)
  const hop = aHop(proxy.port)
  await opened(t, proxy.port, hop)
  await opened(t, proxy.port, hop)
  assert.equal(proxy.heads.length, 3)
})

const WAYS_TO_ASK: readonly [name: string, asking: (client: Accepted) => void][] = [
  ['closes after it', ({ socket }) => void socket.end(ASKS_BASIC, 'latin1')],
  [
    'says that it closes',
    ({ socket }) => void socket.end(response(ASKED, [REALM, 'Connection: close'], 'page')),
  ],
  ['is HTTP/1.0', ({ socket }) => void socket.end(`HTTP/1.0 407 No\r\n${REALM}\r\n\r\npage`)],
  ['has 10 MB behind it', ({ send }) => send(response(ASKED, [REALM], 'x'.repeat(10_000_000)))],
  [
    'has content without an end',
    ({ send }) =>
      send(
        `HTTP/1.1 ${ASKED}\r\n${REALM}\r\nTransfer-Encoding: chunked\r\n\r\n${`ffff\r\n${'x'.repeat(65_535)}\r\n`.repeat(3)}`,
      ),
  ],
  [
    'has framing that makes no sense',
    ({ send }) =>
      send(`HTTP/1.1 ${ASKED}\r\n${REALM}\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n`),
  ],
]

for (const [name, asking] of WAYS_TO_ASK) {
  test(`a 407 that ${name} is answered on a fresh connection`, async (t) => {
    const proxy = await startScripted(t, async (client) => {
      if (client.number > 0) return honest(client)
      await client.head()
      asking(client)
    })
    const socket = await opened(t, proxy.port)
    socket.write('ping')
    assert.equal(await read(socket), 'ping')
    assert.equal(proxy.connections, 2)
  })
}

test('a chunked page behind the 407 is read, and the connection goes on', async (t) => {
  const proxy = await startScripted(t, async (client) => {
    await client.head()
    client.send(
      `HTTP/1.1 ${ASKED}\r\n${REALM}\r\nTransfer-Encoding: chunked\r\n\r\n4\r\npage\r\n0\r\n\r\n`,
    )
    await honest(client)
  })
  await opened(t, proxy.port)
  assert.equal(proxy.connections, 1)
})

for (const status of ['201 Created', '204 No Content', '299 Odd']) {
  test(`any 2xx opens the tunnel, and what it says of content is not meant: ${status}`, async (t) => {
    const proxy = await startScripted(t, async (client) => {
      await client.head()
      client.send(`HTTP/1.1 ${status}\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n`)
      client.send(await client.octets(4))
    })
    const socket = await opened(t, proxy.port)
    socket.write('ping')
    assert.equal(await read(socket), 'ping')
  })
}

test('octets that come with the answer, and one octet at a time, are the tunnel\u2019s', async (t) => {
  const proxy = await startScripted(t, async (client) => {
    await client.head()
    for (const octet of `HTTP/1.1 100 Continue\r\n\r\n${LETS_THROUGH}early`) {
      client.send(octet)
      await new Promise((resolve) => setImmediate(resolve))
    }
  })
  const socket = await opened(t, proxy.port)
  let text = ''
  while (text.length < 5) text += await read(socket)
  assert.equal(text, 'early')
})

const REFUSALS: readonly [name: string, answer: string, code: string, says: RegExp][] = [
  ['without a challenge', response(ASKED), 'CHALLENGE_MISSING', /does not say for which/],
  [
    'with a malformed challenge',
    response(ASKED, [
      'Proxy-Authenticate: Basic; realm=\u00e2\u0080\u009dDocuments\u00e2\u0080\u009d',
    ]),
    'CHALLENGE_MALFORMED',
    /cannot be read/,
  ],
  [
    'with schemes that cannot be answered',
    response(ASKED, ['Proxy-Authenticate: Negotiate, Concealed realm="r"']),
    'CHALLENGE_UNANSWERABLE',
    /concealed: not known here; .*negotiate: no ticket – kinit/,
  ],
  [
    '403',
    response('403 Forbidden', ['Proxy-Status: us; error=http_request_denied']),
    'TUNNEL_REFUSED',
    /403/,
  ],
  ['that is no HTTP', 'SSH-2.0-OpenSSH_9.2\r\n', 'RESPONSE_MALFORMED', /no response/],
  [
    'that never ends',
    `HTTP/1.1 200 OK\r\n${`X: ${'y'.repeat(1000)}\r\n`.repeat(100)}`,
    'RESPONSE_HEAD_TOO_LARGE',
    /too large/,
  ],
  [
    'that is interim for ever',
    'HTTP/1.1 100 Continue\r\n\r\n'.repeat(100),
    'RESPONSE_MALFORMED',
    /interim/,
  ],
]

for (const [name, answer, code, says] of REFUSALS) {
  test(`an answer ${name} is ${code}`, async (t) => {
    const proxy = await startScripted(t, async (client) => {
      await client.head()
      client.send(answer)
    })
    const fault = await faultOf(openTunnel(aHop(proxy.port), TARGET))
    assert.equal(fault.code, code)
    assert.match(fault.detail, says)
    assert.equal(fault.proxy, `http://127.0.0.1:${proxy.port}`)
    assert.equal(fault.target, TARGET)
  })
}

test('a refused password is a fault with all evidence and without the password', async (t) => {
  const proxy = await startScripted(t, async (client) => {
    for (let sent = await client.head(); sent; sent = await client.head()) {
      // Some error pages repeat the request.
      const fields = [REALM, 'Proxy-Authenticate: Negotiate', 'Proxy-Status: us', 'Via: 1.1 us']
      client.send(response(ASKED, [...fields, `X-Echo: ${authorizationIn(sent)}`], sent))
    }
  })
  const hop = aHop(proxy.port)
  const fault = await faultOf(openTunnel(hop, TARGET))
  assert.equal(fault.code, 'CREDENTIALS_REJECTED')
  assert.deepEqual([fault.status, fault.party, fault.phase], [407, 'client', 'authenticate'])
  assert.equal(fault.retry, 'after-credentials')
  assert.deepEqual(
    fault.challenges.map(({ scheme }) => scheme),
    ['basic', 'negotiate'],
  )
  assert.deepEqual(
    new Map(fault.passedOver.map(({ scheme, reason }) => [scheme, reason])),
    new Map([
      ['negotiate', 'ticket-missing'],
      ['basic', 'secret-refused'],
    ]),
  )
  assert.deepEqual(fault.proxyStatus, ['us'])
  assert.ok(fault.answer?.isWhole)
  assert.match(
    Buffer.from(fault.answer.content).toString(),
    /^CONNECT .*\r\n.*\r\nProxy-Authorization: \[secret\]\r\n/,
  )
  const all = inspect(fault, { depth: 9, showHidden: true }) + Buffer.from(fault.answer.content)
  assert.doesNotMatch(all, /opensesame|YWxpY2U6/)
  // Nobody spends it again.
  await faultOf(openTunnel(hop, TARGET))
  assert.equal(proxy.heads.filter((head) => head.includes('Proxy-Authorization')).length, 1)
})

test('a 401 to credentials for the proxy refuses them', async (t) => {
  const proxy = await startScripted(t, async (client) => {
    await client.head()
    client.send(ASKS_BASIC)
    await client.head()
    client.send(response('401 Unauthorized', ['WWW-Authenticate: Basic realm="test"']))
  })
  const hop = aHop(proxy.port)
  const fault = await faultOf(openTunnel(hop, TARGET))
  assert.deepEqual([fault.code, fault.status], ['CREDENTIALS_REJECTED', 401])
  await faultOf(openTunnel(hop, TARGET))
  assert.equal(proxy.heads.filter((head) => head.includes('Proxy-Authorization')).length, 1)
})

test('a proxy that asks for ever is left', async (t) => {
  let nonce = 0
  const proxy = await startScripted(t, async (client) => {
    while (await client.head()) {
      const stale = nonce > 0 ? ', stale=true' : ''
      const challenge = `Proxy-Authenticate: Digest realm="r", qop="auth", nonce="${nonce++}"${stale}`
      client.send(response(ASKED, [challenge]))
    }
  })
  const fault = await faultOf(openTunnel(aHop(proxy.port), TARGET))
  assert.equal(fault.code, 'CHALLENGE_LOOP')
  assert.ok(proxy.heads.length < 10)
})

test('a proxy that closes without an answer is said to have done so', async (t) => {
  const proxy = await startScripted(t, async (client) => {
    await client.head()
    client.socket.end()
  })
  const fault = await faultOf(openTunnel(aHop(proxy.port), TARGET))
  assert.deepEqual([fault.code, fault.retry], ['NEXT_HOP_CLOSED', 'on-fresh-connection'])
})

test('a proxy that does not answer is not waited for beyond the limit', async (t) => {
  const proxy = await startScripted(t, async (client) => void (await client.head()))
  const fault = await faultOf(openTunnel(aHop(proxy.port, { tunnelTimeoutMs: 20 }), TARGET))
  assert.equal(fault.code, 'RESPONSE_TIMEOUT')
})

test('nobody there is a fault of its own', async (t) => {
  const proxy = await startScripted(t, async () => undefined)
  const { port } = proxy
  const free = port === 1 ? 2 : 1
  const fault = await faultOf(openTunnel(aHop(free), TARGET))
  assert.equal(fault.code, 'CONNECT_REFUSED')
})

test('a signal ends it, and its reason is what comes of it', async (t) => {
  const controller = new AbortController()
  const proxy = await startScripted(t, async (client) => {
    await client.head()
    controller.abort(new Error('not any more'))
  })
  await assert.rejects(openTunnel(aHop(proxy.port), TARGET, controller.signal), /not any more/)
})

test('a handshake is carried on where it began, and begins anew where it cannot', async (t) => {
  const tokens = ['YIIB', 'oRQx', 'YIIC', 'oRQy']
  const proxy = await startScripted(t, async (client) => {
    await client.head()
    client.send(response(ASKED, ['Proxy-Authenticate: Negotiate']))
    await client.head()
    // The first time round the connection ends with the second round's challenge.
    const end = client.number === 0 ? ['Connection: close'] : []
    client.send(response(ASKED, ['Proxy-Authenticate: Negotiate oRQw', ...end]))
    if (client.number === 0) return void client.socket.end()
    await client.head()
    client.send(LETS_THROUGH)
  })
  const hop = aHop(
    proxy.port,
    {},
    {
      'initiate-context': ({ context }) => ({
        kind: 'token',
        token: tokens.shift()!,
        context: context ?? {},
      }),
    },
  )
  await opened(t, proxy.port, hop)
  const sent = proxy.heads.map((head) => authorizationIn(head))
  assert.deepEqual(sent, ['', 'Negotiate YIIB', '', 'Negotiate YIIC', 'Negotiate oRQy'])
  assert.equal(proxy.connections, 2)
})

async function opened(t: TestContext, port: number, hop = aHop(port)): Promise<Socket> {
  const socket = await openTunnel(hop, TARGET)
  t.after(() => socket.destroy())
  return socket
}

async function read(socket: Socket): Promise<string> {
  const [piece] = (await once(socket, 'data')) as [Buffer]
  return piece.toString('latin1')
}

function authorizationIn(head: string): string {
  return /Proxy-Authorization: (.*)\r\n/.exec(head)?.[1] ?? ''
}
