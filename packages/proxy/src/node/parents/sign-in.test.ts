import assert from 'node:assert/strict'
import type { Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import { forwardRequest } from '../../testing/heads.ts'
import { startOrigin } from '../../testing/loopback.ts'
import { aParent, withLogin } from '../../testing/parents.ts'
import { anEngine, aScene } from '../../testing/start-engine.ts'
import { signIn } from './sign-in.ts'

const ASKS = 'HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm="a"\r\nContent-Length: 9\r\n\r\n'

test('it asks for the head alone, without what belongs to the content or to the origin', async (t) => {
  const { nextHop, received } = await signingIn(t, 'HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n')
  assert.match(received, /^HEAD http:\/\/o\.example\/up HTTP\/1\.1\r\n/)
  assert.doesNotMatch(received, /content|expect|cookie|^authorization/im)
  assert.equal(received.match(/^Proxy-Authorization: Basic /gm)?.length, 1)
  assert.equal(nextHop?.exchanges, 3)
})

test('a connection that ends with it is not given on', async (t) => {
  const { nextHop } = await signingIn(t, 'HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n')
  assert.equal(nextHop, undefined)
})

async function signingIn(t: TestContext, yes: string) {
  const peer = await startOrigin(t, (socket: Socket) => {
    let seen = ''
    socket.on('data', (piece: Buffer) => {
      seen += piece.toString('latin1')
      if (!seen.endsWith('\r\n\r\n')) return
      socket.write(seen.includes('Proxy-Authorization') ? yes : ASKS)
      seen = ''
    })
  })
  const { engine } = anEngine()
  const { scene } = await aScene(t, engine)
  const request = forwardRequest(
    'POST http://o.example/up HTTP/1.1',
    'Content-Length: 1000',
    'Content-Type: text/plain',
    'Expect: 100-continue',
    'Authorization: Basic x',
    'Cookie: a=b',
  )
  const parent = aParent(peer.port, { credentials: withLogin('us', 'secret') })
  const nextHop = await signIn(scene, request, parent)
  t.after(() => nextHop?.connection.destroy())
  return { nextHop, received: peer.received }
}
