import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { closedPort } from '../../testing/closed-port.ts'
import { answering, asking, startClient, startOrigin, talk } from '../../testing/loopback.ts'
import { aParent, chainOf, startChild, withLogin } from '../../testing/parents.ts'
import { connecting } from '../../testing/start-engine.ts'

const from = (name: string) =>
  `HTTP/1.1 200 OK\r\nContent-Length: ${name.length}\r\nConnection: close\r\n\r\n${name}`
const get = (t: TestContext, port: number, url = 'http://site.example/') =>
  talk(t, port, asking(`GET ${url} HTTP/1.1`, 'Connection: close'))

test('a parent that cannot be reached gives way to the next, and is not asked while it is down', async (t) => {
  const down = aParent(await closedPort(), { name: 'down' })
  const backup = await startOrigin(t, answering(from('backup')))
  const { port, entry } = await startChild(
    t,
    chainOf(down, aParent(backup.port, { name: 'backup' })),
  )
  assert.match(await get(t, port), /backup$/)
  assert.equal((await entry()).parent, 'backup')
  assert.equal(down.health.isUp(performance.now()), false)
  assert.match(await get(t, port), /backup$/)
  assert.equal(down.health.failures, 1)
})

test('a parent that hangs up before it answers gives way where nothing was done', async (t) => {
  const broken = await startOrigin(t, (socket) => socket.once('data', () => socket.end()))
  const backup = await startOrigin(t, answering(from('backup')))
  const parents = () =>
    chainOf(
      aParent(broken.port, { name: 'broken' }),
      aParent(backup.port, { name: 'backup', credentials: withLogin('a', 'b') }),
    )
  const first = await startChild(t, parents())
  assert.match(await get(t, first.port), /backup$/)
  // Whether this was done nobody knows.
  const second = await startChild(t, parents())
  const posted = await talk(
    t,
    second.port,
    `${asking('POST http://site.example/ HTTP/1.1', 'Connection: close', 'Content-Length: 2')}hi`,
  )
  assert.match(posted, /^HTTP\/1\.1 502 .*PARENT_ANSWER_INVALID/s)
})

test('an origin that is asked in the place of the parents, and cannot be reached, says so', async (t) => {
  const chain = { ...chainOf(aParent(await closedPort())), orDirect: true }
  const { port, entry } = await startChild(t, chain)
  const origin = await closedPort()
  assert.match(await get(t, port, `http://127.0.0.1:${origin}/`), /CONNECT_REFUSED/)
  const { route, fault, detail } = await entry()
  assert.deepEqual([route, fault], ['direct', 'CONNECT_REFUSED'])
  assert.match(detail ?? '', /asked directly, because no parent proxy can be reached$/)
})

test('content that was held for one parent is there for the next', async (t) => {
  const backup = await startOrigin(t, answering(from('backup')))
  const { port } = await startChild(
    t,
    chainOf(aParent(await closedPort()), aParent(backup.port, { name: 'backup' })),
  )
  const posted = await talk(
    t,
    port,
    `${asking('POST http://site.example/ HTTP/1.1', 'Connection: close', 'Content-Length: 2')}hi`,
  )
  assert.match(posted, /backup$/)
  assert.match(backup.received, /\r\n\r\nhi$/)
})

test('when all are down it is 502 with what the last of them did, and nobody is given up', async (t) => {
  const [one, two] = [aParent(await closedPort()), aParent(await closedPort(), { name: 'two' })]
  const { port, entry } = await startChild(t, chainOf(one, two))
  for (let i = 0; i < 2; i++) {
    assert.match(await get(t, port), /^HTTP\/1\.1 502 .*error=destination_unavailable/s)
    const { fault, detail } = await entry()
    assert.equal(fault, 'PARENT_UNREACHABLE')
    assert.match(detail ?? '', /ECONNREFUSED/)
  }
})

test('where it may be, the origin is asked itself when no parent is up', async (t) => {
  const origin = await startOrigin(t, answering(from('origin')))
  const chain = { ...chainOf(aParent(await closedPort())), orDirect: true }
  const { port, entry } = await startChild(t, chain)
  assert.match(await get(t, port, `http://127.0.0.1:${origin.port}/`), /origin$/)
  const { route, parent, nextHop } = await entry()
  assert.deepEqual([route, parent, nextHop], ['direct', undefined, `127.0.0.1:${origin.port}`])
})

test('a tunnel looks for another parent, too', async (t) => {
  const backup = await startOrigin(t, answering('HTTP/1.1 200 OK\r\n\r\n'))
  const { port } = await startChild(
    t,
    chainOf(aParent(await closedPort()), aParent(backup.port, { name: 'backup' })),
  )
  const client = await startClient(t, port)
  client.send(connecting(443, 'site.invalid'))
  await client.until(/^HTTP\/1\.1 200 /)
})

test('addresses are classified also where a parent would dial them; names are the parent’s', async (t) => {
  const parent = await startOrigin(t, answering(from('parent')))
  const { port, entry } = await startChild(t, aParent(parent.port), {
    egress: { allowPrivate: false },
  })
  for (const host of ['10.0.0.1', '169.254.169.254', '0x7f000001', 'localhost', '[::1]']) {
    assert.match(await get(t, port, `http://${host}/`), /^HTTP\/1\.1 403 /, host)
    assert.equal((await entry()).fault, 'DESTINATION_FORBIDDEN', host)
  }
  assert.match(await get(t, port, 'http://intranet.corp/'), /parent$/)
  assert.equal(parent.accepted, 1)
})

test('a parent that is this proxy itself is a loop, and so is a request that comes back', async (t) => {
  const itself = await startOrigin(t, () => {})
  const child = await startChild(t, aParent(itself.port))
  // Two proxies that name each other, of which the other one hides what it can.
  const stripping = await startOrigin(t, (socket) => {
    socket.once('data', async (piece: Buffer) => {
      const head = piece.toString('latin1').replace(/^Via: .*\r\n/m, '')
      const again = head.replace(
        '\r\n\r\n',
        '\r\nProxy-Authorization: Basic ok\r\nConnection: close\r\n\r\n',
      )
      socket.end(await talk(t, looping.port, again))
    })
  })
  const looping = await startChild(t, aParent(stripping.port))
  assert.match(await get(t, looping.port), /^HTTP\/1\.1 508 /)
  assert.equal((await looping.entry()).fault, 'ROUTE_LOOP')
  const own = await startChild(t, aParent(child.port))
  assert.match(await get(t, own.port, `http://127.0.0.1:${own.port}/`), /^HTTP\/1\.1 /)
})
