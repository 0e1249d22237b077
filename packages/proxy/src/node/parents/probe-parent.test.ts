import assert from 'node:assert/strict'
import { createServer, type Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import type { Parent } from '../../core/parents/parent.ts'
import { closedPort } from '../../testing/closed-port.ts'
import { eventually } from '../../testing/eventually.ts'
import { answering, asking, startOrigin, talk } from '../../testing/loopback.ts'
import { aParent, startChild, withLogin } from '../../testing/parents.ts'
import { anEngine } from '../../testing/start-engine.ts'
import { probeParent } from './probe-parent.ts'

test('the question stays at the parent, and no credentials go with it', async (t) => {
  const peer = await startOrigin(t, answering('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'))
  const parent = aParent(peer.port, { credentials: withLogin('us', 'secret') })
  assert.equal(await probed(t, parent), undefined)
  assert.equal(
    peer.received,
    `OPTIONS * HTTP/1.1\r\nHost: 127.0.0.1:${peer.port}\r\nMax-Forwards: 0\r\nConnection: close\r\n\r\n`,
  )
  await eventually(() => parent.open === 0, 'the connection is closed')
})

for (const [status, why] of [
  [407, undefined],
  [501, undefined],
  [400, undefined],
  [503, 'it answers 503'],
] as const) {
  test(`a parent that answers ${status} is ${why === undefined ? 'there' : 'not there'}`, async (t) => {
    const peer = await startOrigin(t, answering(`HTTP/1.1 ${status} X\r\n\r\n`))
    assert.equal(await probed(t, aParent(peer.port)), why)
  })
}

const broken: readonly [what: string, speak: (socket: Socket) => void, why: RegExp][] = [
  ['closes', (socket) => socket.end(), /^it closes connections without an answer$/],
  ['does not speak HTTP', (socket) => socket.end('SSH-2.0-x\r\n'), /is not HTTP/],
]
for (const [what, speak, why] of broken) {
  test(`a parent that ${what} is not there`, async (t) => {
    const peer = await startOrigin(t, speak)
    assert.match((await probed(t, aParent(peer.port))) ?? '', why)
  })
}

test('a parent that cannot be reached is not there, and the question counts nowhere', async (t) => {
  const parent = aParent(await closedPort())
  assert.match((await probed(t, parent)) ?? '', /ECONNREFUSED/)
  assert.deepEqual([parent.health.failures, parent.open], [0, 0])
})

for (const [what, answer, why] of [
  ['chooses a method', [5, 2], undefined],
  ['has none for us', [5, 255], undefined],
  ['is of another version', [4, 90], 'its answer is not SOCKS 5'],
] as const) {
  test(`SOCKS that ${what} is ${why === undefined ? 'there' : 'not there'}`, async (t) => {
    const peer = await startOrigin(t, (socket) => {
      socket.once('data', () => socket.write(Uint8Array.from(answer)))
    })
    assert.equal(await probed(t, aParent(peer.port, { scheme: 'socks5' })), why)
    assert.equal(peer.received, '\x05\x02\x00\x02')
  })
}

test('a parent that comes back is noticed without another request', async (t) => {
  const port = await closedPort()
  const told: string[] = []
  const child = await startChild(t, aParent(port), { onTrouble: (one) => void told.push(one) })
  await talk(t, child.port, asking('GET http://site.example/ HTTP/1.1', 'Connection: close'))
  assert.equal((await child.entry()).fault, 'PARENT_UNREACHABLE')
  const server = createServer(answering('HTTP/1.1 501 No\r\n\r\n')).listen(port, '127.0.0.1')
  t.after(() => server.close())
  await eventually(() => told.length === 2, 'it is back')
  assert.match(told[0] ?? '', /^the parent proxy corp .* is down: .*ECONNREFUSED/)
  assert.match(told[1] ?? '', /^the parent proxy corp .* is back, after \d s$/)
})

function probed(t: TestContext, parent: Parent): Promise<string | undefined> {
  const { engine } = anEngine()
  t.after(() => engine.pool.closeIdle())
  return probeParent(parent, engine)
}
