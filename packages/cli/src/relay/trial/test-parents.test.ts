import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { type TestContext, test } from 'node:test'
import { cleanUp } from '../../testing/clean-up.ts'
import { scene } from '../../testing/scene.ts'
import { parseParentArgument } from '../parents/parent-argument.ts'
import { testParents } from './test-parents.ts'

/** A proxy that lets everybody through; gives its address and the request lines. */
async function open(t: TestContext) {
  const lines: string[] = []
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', (piece) => {
      lines.push(piece.toString().split('\r\n')[0] ?? '')
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  cleanUp(t, () => server.close())
  return { to: `127.0.0.1:${(server.address() as AddressInfo).port}`, lines }
}

async function run(url: string | undefined, json: boolean, ...to: readonly string[]) {
  const { surroundings, stdout } = scene()
  const parents = to.map((each) => parseParentArgument(each))
  const code = await testParents({ url, json }, parents, { password: undefined }, surroundings)
  return { code, printed: stdout() }
}

test('0 where every parent works; without an address a tunnel to example.com is asked for', async (t) => {
  const { to, lines } = await open(t)
  const { code, printed } = await run(undefined, false, to)
  assert.equal(code, 0)
  assert.match(printed, /^works: no credentials are asked for$/m)
  assert.deepEqual(lines, ['CONNECT example.com:443 HTTP/1.1'])
})

test('1 where one of them does not, and the others are shown all the same', async (t) => {
  const { to } = await open(t)
  const { code, printed } = await run('http://a.test/x?y', true, '127.0.0.1:1', to)
  assert.equal(code, 1)
  const reports = JSON.parse(printed) as { works: boolean; request: string }[]
  assert.deepEqual(
    reports.map(({ works, request }) => [works, request]),
    [
      [false, 'GET http://a.test/x?y'],
      [true, 'GET http://a.test/x?y'],
    ],
  )
})

test('a login in the address to be asked for is not sent', async (t) => {
  const { to, lines } = await open(t)
  await run('http://max:secret@a.test:8080/', false, to)
  assert.deepEqual(lines, ['GET http://a.test:8080/ HTTP/1.1'])
})

test('what cannot be asked for is said', async () => {
  await assert.rejects(run('ftp://a.test/', false, 'p:1'), /https:\/\/example\.com\//)
  await assert.rejects(run('a.test', false, 'p:1'), /https:\/\/example\.com\//)
})

test('a SOCKS parent is asked to connect, and what it says is shown', async (t) => {
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => {
      socket.once('data', () => socket.end(Uint8Array.of(5, 4)))
      socket.write(Uint8Array.of(5, 0))
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  cleanUp(t, () => server.close())
  const to = `socks5://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { code, printed } = await run('http://a.test/x', false, to)
  assert.equal(code, 1)
  assert.match(printed, /^CONNECT a\.test:80 through socks5:/)
  assert.match(printed, /answered {6}4, host unreachable\n\nfails: .*\(reply 4\)$/m)
})
