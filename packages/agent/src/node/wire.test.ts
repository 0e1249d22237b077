import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import { type Accepted, startScripted } from '../testing/scripted-proxy.ts'
import { Wire } from './wire.ts'

test('what is read and given back comes again, and then what follows it, to whoever gets the socket', async (t) => {
  const { wire, peer } = await pair(t)
  peer.send('head|tunnel')
  const piece = Buffer.from((await wire.read())!)
  assert.equal(piece.toString(), 'head|tunnel')
  wire.giveBack(piece.subarray(5))
  const socket = wire.release()
  assert.equal(await data(socket), 'tunnel')
  peer.send('more')
  assert.equal(await data(socket), 'more')
})

test('the end of the connection is undefined, again and again', async (t) => {
  const { wire, peer } = await pair(t)
  peer.socket.end('x')
  assert.equal(Buffer.from((await wire.read())!).toString(), 'x')
  assert.equal(await wire.read(), undefined)
  assert.equal(await wire.read(), undefined)
  assert.equal(wire.isOpen, false)
})

test('a failure rejects the read that waits', async (t) => {
  const { wire } = await pair(t)
  const reading = wire.read()
  wire.fail(new Error('enough'))
  await assert.rejects(reading, /enough/)
  assert.equal(wire.isOpen, false)
})

test('a reset rejects the read', async (t) => {
  const { wire, peer } = await pair(t)
  const reading = wire.read()
  peer.socket.resetAndDestroy()
  await assert.rejects(reading, { code: 'ECONNRESET' })
})

test('what is written after the end goes nowhere', async (t) => {
  const { wire } = await pair(t)
  wire.destroy()
  wire.write('x')
  assert.equal(wire.isOpen, false)
})

async function pair(t: TestContext): Promise<{ wire: Wire; peer: Accepted }> {
  const { promise, resolve } = Promise.withResolvers<Accepted>()
  const proxy = await startScripted(t, async (client) => resolve(client))
  const socket = connect(proxy.port, '127.0.0.1')
  await once(socket, 'connect')
  t.after(() => socket.destroy())
  return { wire: new Wire(socket), peer: await promise }
}

async function data(socket: Socket): Promise<string> {
  const [piece] = (await once(socket, 'data')) as [Buffer]
  return piece.toString()
}
