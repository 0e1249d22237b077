import assert from 'node:assert/strict'
import type { Socket } from 'node:net'
import { test } from 'node:test'
import { asking, startClient, startOrigin } from '../../testing/loopback.ts'
import { aParent, startChild, withLogin } from '../../testing/parents.ts'
import { connecting } from '../../testing/start-engine.ts'

const ASKS =
  'HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm="corp"\r\nContent-Length: 0\r\n\r\n'
const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'
const RIGHT = `Proxy-Authorization: Basic ${btoa('us:secret')}`

/** Lets us in, but to no host whose name begins with `barred`; to nobody when it is closed. */
function squidLike(state: { isOpen: boolean }) {
  return (socket: Socket): void => {
    let seen = ''
    socket.on('data', (piece: Buffer) => {
      seen += piece.toString('latin1')
      for (let end = seen.indexOf('\r\n\r\n'); end >= 0; end = seen.indexOf('\r\n\r\n')) {
        const head = seen.slice(0, end)
        seen = seen.slice(end + 4)
        const isIn = state.isOpen && head.includes(RIGHT)
        socket.write(isIn && !/^\S+ (http:\/\/)?barred/.test(head) ? OK : ASKS)
      }
    })
  }
}

for (const isOpen of [true, false]) {
  test(`after refusals of several sites a new one is ${isOpen ? 'reached all the same' : 'not tried when the password is wrong'}`, async (t) => {
    const state = { isOpen: true }
    const peer = await startOrigin(t, squidLike(state))
    const parent = aParent(peer.port, { credentials: withLogin('us', 'secret') })
    const { port } = await startChild(t, parent)
    const status = async (request: string) => {
      const client = await startClient(t, port)
      client.send(request)
      return (await client.until(/\r\n\r\n/)).slice(9, 12)
    }
    const tunnel = (host: string) => status(connecting(443, host))
    const get = (host: string) =>
      status(asking(`GET http://${host}/ HTTP/1.1`, 'Connection: close'))
    assert.equal(await tunnel('good.example'), '200')
    for (const host of ['barred1.example', 'barred2.example']) {
      assert.equal(await tunnel(host), '502')
    }
    state.isOpen = isOpen
    const before = peer.received.split(RIGHT).length
    const asked = [tunnel('new1.example'), get('new2.example'), get('new3.example')]
    const expected = isOpen ? '200' : '502'
    assert.deepEqual(await Promise.all(asked), [expected, expected, expected])
    if (!isOpen) assert.equal(peer.received.split(RIGHT).length, before + 1)
    assert.ok(peer.received.split('CONNECT good.example:443').length <= 5, 'they share the answer')
    assert.equal(parent.recheck, undefined)
  })
}
