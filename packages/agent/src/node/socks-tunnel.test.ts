import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { Secret } from '@hopwise/auth'
import { AGENT_LIMITS, type AgentLimits } from '../core/limits.ts'
import { faultOf } from '../testing/fault-of.ts'
import { startOrigin } from '../testing/origin.ts'
import { type Accepted, startScripted } from '../testing/scripted-proxy.ts'
import { startSocks } from '../testing/socks-proxy.ts'
import { Hop } from './hop.ts'
import { openSocksTunnel } from './socks-tunnel.ts'

const ORIGIN = { host: 'origin.example', port: 443 }
const ASKS = '\x05\x01\x00\x03\x0eorigin.example\x01\xbb'
const NONE = '\x05\x00'
const WANTS_LOGIN = '\x05\x02'
const CONNECTED = '\x05\x00\x00\x01\x7f\x00\x00\x01\x00P'
const ALICE = '\x01\x05alice\x0aopensesame'

test('the proxy is given the name, and what comes at once is the tunnel\u2019s', async (t) => {
  const heard: string[] = []
  const proxy = await startScripted(t, async (client) => {
    heard.push(await client.octets(3))
    client.send(NONE)
    heard.push(await client.octets(ASKS.length))
    client.send(`${CONNECTED}early`)
    client.send(await client.octets(4))
  })
  const socket = await openSocksTunnel(hopOf(proxy.port), ORIGIN)
  t.after(() => socket.destroy())
  socket.write('ping')
  let text = ''
  socket.on('data', (piece: Buffer) => {
    text += piece
  })
  while (text.length < 9) await once(socket, 'data')
  assert.equal(text, 'earlyping')
  assert.deepEqual(heard, ['\x05\x01\x00', ASKS])
})

test('a login goes to who asks for it, octet by octet or not', async (t) => {
  const heard: string[] = []
  const proxy = await startScripted(t, async (client) => {
    heard.push(await client.octets(4))
    await trickle(client, WANTS_LOGIN)
    heard.push(await client.octets(ALICE.length))
    await trickle(client, '\x01\x00')
    heard.push(await client.octets(ASKS.length))
    await trickle(client, CONNECTED)
  })
  const socket = await openSocksTunnel(hopOf(proxy.port, 'opensesame'), ORIGIN)
  socket.destroy()
  assert.deepEqual(heard, ['\x05\x02\x00\x02', ALICE, ASKS])
})

test('a refused login is a fault without the password, and is not sent again', async (t) => {
  const heard: string[] = []
  const proxy = await startScripted(t, async (client) => {
    await client.octets(4)
    client.send(WANTS_LOGIN)
    heard.push(await client.octets(ALICE.length))
    client.socket.end('\x01\x01', 'latin1')
  })
  const hop = hopOf(proxy.port, 'opensesame')
  for (let i = 0; i < 2; i++) {
    const fault = await faultOf(openSocksTunnel(hop, ORIGIN))
    assert.equal(fault.code, 'CREDENTIALS_REJECTED')
    assert.equal(fault.retry, 'after-credentials')
    assert.deepEqual(fault.passedOver, [{ scheme: 'socks5', reason: 'secret-refused' }])
    assert.match(fault.detail, /not sent again until they change$/)
    assert.doesNotMatch(inspect(fault, { depth: 9, showHidden: true }), /opensesame/)
  }
  assert.equal(heard.filter((octets) => octets === ALICE).length, 1)
  assert.equal(proxy.connections, 2)
})

test('a login that was accepted and is refused once is told as such, and tried again', async (t) => {
  const proxy = await startSocks(t, 'alice:opensesame')
  const origin = await startOrigin(t)
  const hop = hopOf(proxy.port, 'opensesame')
  const to = { host: 'localhost', port: origin.port }
  const opened = await openSocksTunnel(hop, to)
  opened.destroy()
  proxy.login = 'alice:other'
  const fault = await faultOf(openSocksTunnel(hop, to))
  assert.equal(fault.code, 'CREDENTIALS_REJECTED')
  assert.match(fault.detail, /refused the user name and password, which it has accepted before$/)
  proxy.login = 'alice:opensesame'
  const again = await openSocksTunnel(hop, to)
  again.destroy()
})

type Script = (client: Accepted) => Promise<void>

const ENDS: readonly [what: string, script: Script, code: string, says: RegExp][] = [
  [
    'hangs up at once',
    async ({ socket }) => void socket.end(),
    'NEXT_HOP_CLOSED',
    /before it was open/,
  ],
  [
    'hangs up within its reply',
    async (client) => {
      await client.octets(3)
      client.send(NONE)
      await client.octets(ASKS.length)
      client.socket.end(CONNECTED.slice(0, 5), 'latin1')
    },
    'NEXT_HOP_CLOSED',
    /before it was open/,
  ],
  [
    'speaks HTTP',
    async (client) => client.send('HTTP/1.1 400 Bad Request\r\n\r\n'),
    'RESPONSE_MALFORMED',
    /speaks HTTP and not SOCKS 5/,
  ],
  [
    'speaks SOCKS 4',
    async (client) => client.send('\x00\x5b'),
    'RESPONSE_MALFORMED',
    /does not speak SOCKS 5/,
  ],
  [
    'wants a login that nobody offered',
    async (client) => client.send(WANTS_LOGIN),
    'RESPONSE_MALFORMED',
    /nobody has offered/,
  ],
  [
    'accepts none of the methods',
    async (client) => client.send('\x05\xff'),
    'CHALLENGE_UNANSWERABLE',
    /there is no user name and password to send/,
  ],
  [
    'does not connect',
    async (client) => {
      await client.octets(3)
      client.send(NONE)
      await client.octets(ASKS.length)
      client.socket.end('\x05\x05\x00\x01\x00\x00\x00\x00\x00\x00', 'latin1')
    },
    'TUNNEL_REFUSED',
    /does not connect to origin\.example:443: connection refused \(reply 5\)/,
  ],
  ['says nothing', async () => undefined, 'RESPONSE_TIMEOUT', /within 60 ms/],
  [
    'says one octet and no more',
    async (client) => client.send('\x05'),
    'RESPONSE_TIMEOUT',
    /within 60 ms/,
  ],
]

for (const [what, script, code, says] of ENDS) {
  test(`a proxy that ${what} is ${code}`, async (t) => {
    const proxy = await startScripted(t, script)
    const limits = code === 'RESPONSE_TIMEOUT' ? { tunnelTimeoutMs: 60 } : {}
    const hop = hopOf(proxy.port, undefined, limits)
    const fault = await faultOf(openSocksTunnel(hop, ORIGIN))
    assert.equal(fault.code, code)
    assert.match(fault.detail, says)
    assert.equal(fault.proxy, `socks5://127.0.0.1:${proxy.port}`)
    assert.equal(fault.target, 'origin.example:443')
  })
}

test('nobody there is a fault of its own', async () => {
  const fault = await faultOf(openSocksTunnel(hopOf(1), ORIGIN))
  assert.equal(fault.code, 'CONNECT_REFUSED')
})

test('a signal ends it, its reason is what comes of it, and the connection is closed', async (t) => {
  const controller = new AbortController()
  let closed: Promise<unknown> | undefined
  const proxy = await startScripted(t, async (client) => {
    closed = once(client.socket, 'close')
    await client.octets(3)
    controller.abort(new Error('not any more'))
  })
  const opening = openSocksTunnel(hopOf(proxy.port), ORIGIN, { signal: controller.signal })
  await assert.rejects(opening, /not any more/)
  await closed
})

function hopOf(port: number, password?: string, limits: Partial<AgentLimits> = {}): Hop {
  const login = password && { username: 'alice', password: new Secret(password) }
  return new Hop({
    proxy: { scheme: 'socks5', host: '127.0.0.1', port },
    limits: { ...AGENT_LIMITS, ...limits },
    answers: {
      'find-login': () => login || undefined,
      'find-token': () => undefined,
      'initiate-context': () => ({ kind: 'declined', detail: 'no ticket' }),
    },
  })
}

async function trickle(client: Accepted, text: string): Promise<void> {
  for (const octet of text) {
    client.send(octet)
    await new Promise((resolve) => setImmediate(resolve))
  }
}
