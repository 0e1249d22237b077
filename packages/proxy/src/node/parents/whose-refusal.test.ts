import assert from 'node:assert/strict'
import type { Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import { responseHead } from '../../testing/heads.ts'
import { asking, startOrigin, talk } from '../../testing/loopback.ts'
import { aParent, startChild, withLogin } from '../../testing/parents.ts'
import { saysNo } from './whose-refusal.ts'

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nyes'
const ASKS =
  'HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm="corp"\r\nContent-Length: 0\r\n\r\n'
const RIGHT = `Proxy-Authorization: Basic ${btoa('us:secret')}`

for (const [value, isNo] of [
  ['Basic realm="a"', true],
  ['Digest realm="a", nonce="b"', true],
  ['Digest realm="a", nonce="b", stale=TRUE', false],
  ['NTLM TlRM', false],
  ['NTLM', true],
] as const) {
  test(`${value} ${isNo ? 'is' : 'is not'} a no`, () => {
    assert.equal(saysNo(responseHead('HTTP/1.1 407 No', `Proxy-Authenticate: ${value}`)), isNo)
  })
}

test('an origin’s own 407 is relayed as its own, and the parent’s password stays right', async (t) => {
  const { get, received } = await behind(t, (head) => {
    if (!head.includes(RIGHT)) return ASKS
    if (head.startsWith('CONNECT')) return 'HTTP/1.1 200 OK\r\n\r\n'
    return head.includes('evil.example') ? ASKS : OK
  })
  assert.match(await get('http://good.example/'), /^HTTP\/1\.1 200 /)
  assert.match(await get('http://evil.example/'), /^HTTP\/1\.1 407 .*received-status=407\r\n/s)
  assert.match(await get('http://good.example/'), /^HTTP\/1\.1 200 /)
  assert.match(received(), /CONNECT evil\.example:443 HTTP/)
})

test('a parent that does not allow CONNECT, or says nothing of it, has not refused the password', async (t) => {
  const { get } = await behind(t, (head) => {
    if (!head.includes(RIGHT)) return ASKS
    if (head.startsWith('CONNECT')) return 'HTTP/1.1 405 No\r\nContent-Length: 0\r\n\r\n'
    return head.includes('evil.example') ? ASKS : OK
  })
  assert.match(await get('http://good.example/'), /^HTTP\/1\.1 200 /)
  assert.match(await get('http://evil.example/'), /^HTTP\/1\.1 407 /)
  assert.match(await get('http://good.example/'), /^HTTP\/1\.1 200 /)
})

test('a password that was changed is noticed, and sent no more after that', async (t) => {
  let isChanged = false
  const { get, received } = await behind(t, (head) =>
    head.includes(RIGHT) && !isChanged ? OK : ASKS,
  )
  assert.match(await get('http://good.example/'), /^HTTP\/1\.1 200 /)
  isChanged = true
  const before = received().split(RIGHT).length
  for (let i = 0; i < 3; i++) {
    assert.match(
      await get('http://good.example/'),
      /^HTTP\/1\.1 502 .*PARENT_CREDENTIALS_REJECTED/s,
    )
  }
  assert.equal(received().split(RIGHT).length - before, 2)
})

async function behind(t: TestContext, answer: (head: string) => string) {
  const parent = await startOrigin(t, (socket: Socket) => {
    let seen = ''
    socket.on('data', (piece: Buffer) => {
      seen += piece.toString('latin1')
      if (!seen.endsWith('\r\n\r\n')) return
      socket.write(answer(seen))
      seen = ''
    })
    socket.on('end', () => socket.end())
  })
  const { port } = await startChild(
    t,
    aParent(parent.port, { credentials: withLogin('us', 'secret') }),
  )
  return {
    received: () => parent.received,
    get: (url: string) => talk(t, port, asking(`GET ${url} HTTP/1.1`, 'Connection: close')),
  }
}
