import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { ProxyFault } from '../../core/proxy-fault.ts'
import { aHop } from '../../testing/a-hop.ts'
import { rest, until } from '../../testing/read-duplex.ts'
import {
  type Accepted,
  LETS_THROUGH,
  response,
  startScripted,
} from '../../testing/scripted-proxy.ts'
import { ForwardingSocket } from './forwarding-socket.ts'

const ORIGIN = { host: 'origin.example', port: 80 }
const GET = 'GET /a HTTP/1.1\r\nHost: origin.example\r\n\r\n'

test('requests go out in absolute-form, one after the other, on one connection', async (t) => {
  const { socket, proxy } = await stage(t, async (client) => {
    while (await client.head()) client.send(response('200 OK', [], 'fine'))
  })
  for (let i = 0; i < 2; i++) {
    socket.write(GET)
    await until(socket, 'fine')
  }
  assert.equal(proxy.connections, 1)
  assert.match(
    proxy.heads[1]!,
    /^GET http:\/\/origin\.example\/a HTTP\/1\.1\r\nHost: origin\.example\r\n/,
  )
})

test('what is no request, and a CONNECT, are the program\u2019s mistake', async (t) => {
  for (const text of ['GET\r\n\r\n', 'CONNECT o:1 HTTP/1.1\r\nHost: o:1\r\n\r\n']) {
    const { socket } = await stage(t, async () => undefined)
    socket.write(text)
    const fault = await failed(socket)
    assert.equal(fault.code, 'REQUEST_MALFORMED')
  }
})

test('after 101 octets pass both ways until one side ends', async (t) => {
  const { socket } = await stage(t, async (client) => {
    await client.head()
    client.send(
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\nfirst',
    )
    client.send((await client.octets(4)).toUpperCase())
    client.socket.end()
  })
  socket.write(GET.replace('\r\n\r\n', '\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n'))
  await until(socket, 'first')
  socket.write('ping')
  assert.match(await rest(socket), /PING$/)
})

test('a WebSocket goes through a tunnel, and takes nothing along that is for the proxy', async (t) => {
  const { socket, proxy } = await stage(t, async (client) => {
    await client.head()
    client.send(LETS_THROUGH)
    await client.head()
    client.send('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n')
    client.send((await client.octets(4)).toUpperCase())
    client.socket.end()
  })
  const fields = 'Upgrade: websocket\r\nProxy-Authorization: Basic eA==\r\nProxy-Connection: close'
  socket.write(GET.replace('\r\n\r\n', `\r\n${fields}\r\n\r\nping`))
  assert.match(await rest(socket), /^HTTP\/1\.1 101 [\s\S]*PING$/)
  assert.match(proxy.heads[0]!, /^CONNECT origin\.example:80 /)
  assert.match(proxy.heads[1]!, /^GET \/a HTTP\/1\.1\r\n/)
  assert.doesNotMatch(proxy.heads[1]!, /proxy-/i)
})

test('who is signed in on a connection sends no credentials on it any more', async (t) => {
  const { socket, proxy } = await stage(
    t,
    async (client) => {
      await client.head()
      client.send(response('407 No', ['Proxy-Authenticate: Negotiate']))
      while (await client.head()) client.send(response('200 OK', [], 'fine'))
    },
    true,
  )
  for (let i = 0; i < 2; i++) {
    socket.write(GET)
    await until(socket, 'fine')
  }
  const sent = proxy.heads.map((head) => /Proxy-Authorization: (\S+)/.exec(head)?.[1])
  assert.deepEqual(sent, [undefined, 'Negotiate', undefined])
})

test('a program that goes away takes a tunnel with it that is being opened', async (t) => {
  const gone = Promise.withResolvers<void>()
  const { socket } = await stage(t, async (client) => {
    await client.head()
    client.socket.once('close', gone.resolve)
    socket.destroy()
  })
  socket.write(GET.replace('\r\n\r\n', '\r\nUpgrade: websocket\r\n\r\n'))
  await gone.promise
})

async function stage(
  t: TestContext,
  speak: (client: Accepted) => Promise<void>,
  hasTickets = false,
) {
  const proxy = await startScripted(t, speak)
  const hop = aHop(
    proxy.port,
    {},
    hasTickets ? { 'initiate-context': () => ({ kind: 'token', token: 'YIIB', context: {} }) } : {},
  )
  const socket = new ForwardingSocket(hop, ORIGIN, await hop.open('x'), 'fault')
  t.after(() => socket.destroy())
  return { socket, proxy }
}

async function failed(socket: ForwardingSocket): Promise<ProxyFault> {
  const error = await new Promise((resolve) => socket.once('error', resolve))
  assert.ok(error instanceof ProxyFault)
  return error
}
