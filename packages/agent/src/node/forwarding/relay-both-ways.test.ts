import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { type TestContext, test } from 'node:test'
import { startScripted } from '../../testing/scripted-proxy.ts'
import { Wire } from '../wire.ts'
import { relayBothWays } from './relay-both-ways.ts'
import { Written } from './written.ts'

test('octets pass both ways, and it ends when the wire does', async (t) => {
  const { wire, written } = await stage(t)
  let text = ''
  written.add(Buffer.from('ping'), () => undefined)
  await relayBothWays(written, wire, async (octets) => {
    text += Buffer.from(octets).toString()
    return true
  })
  assert.equal(text, 'got ping')
})

test('a program that has gone ends it', async (t) => {
  const { wire, written } = await stage(t)
  written.add(Buffer.from('ping'), () => undefined)
  await relayBothWays(written, wire, async () => false)
})

async function stage(t: TestContext) {
  const peer = await startScripted(t, async (client) => {
    const text = await client.octets(4)
    client.socket.end(`got ${text}`)
  })
  const socket = connect(peer.port, '127.0.0.1')
  t.after(() => socket.destroy())
  await once(socket, 'connect')
  return { wire: new Wire(socket), written: new Written() }
}
