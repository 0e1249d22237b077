import assert from 'node:assert/strict'
import type { Socket } from 'node:net'
import { test } from 'node:test'
import { answering, asking, startClient, startOrigin, talk } from '../../testing/loopback.ts'
import { aParent, startChild, withSocksLogin } from '../../testing/parents.ts'
import { connecting } from '../../testing/start-engine.ts'

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nyes'

interface Script {
  /** Of RFC 1929; none is wanted where it is absent. */
  readonly login?: string
  readonly reply?: number
  /** Octet by octet. */
  readonly isSlow?: boolean
}

/** A SOCKS 5 server that connects to nothing and then speaks as `speak` does. */
function socks(
  { login, reply = 0, isSlow = false }: Script,
  speak: (socket: Socket) => void,
  asked: string[] = [],
): (socket: Socket) => void {
  return (socket) => {
    let held = Buffer.alloc(0)
    let step: 'greet' | 'login' | 'connect' | 'open' = 'greet'
    const write = (octets: readonly number[]): void => {
      if (isSlow) for (const octet of octets) socket.write(Uint8Array.of(octet))
      else socket.write(Uint8Array.from(octets))
    }
    const onData = (piece: Buffer): void => {
      held = Buffer.concat([held, piece])
      if (step === 'greet') {
        step = login === undefined ? 'connect' : 'login'
        const offers = [...held.subarray(2)]
        asked.push(`methods ${offers}`)
        write([5, login === undefined ? 0 : offers.includes(2) ? 2 : 0xff])
        held = Buffer.alloc(0)
      } else if (step === 'login') {
        const name = held.subarray(2, 2 + held[1]!).toString()
        const word = held.subarray(3 + held[1]!).toString()
        asked.push(`login ${name}:${word}`)
        step = 'connect'
        held = Buffer.alloc(0)
        write([1, `${name}:${word}` === login ? 0 : 1])
      } else if (step === 'connect') {
        asked.push(
          `connect type ${held[3]} ${held.subarray(5, -2)}:${held.readUInt16BE(held.length - 2)}`,
        )
        step = 'open'
        socket.off('data', onData)
        speak(socket)
        write([5, reply, 0, 1, 0, 0, 0, 0, 0, 0])
      }
    }
    socket.on('data', onData)
  }
}

test('a request goes to the origin through the parent, in origin-form, its name unresolved', async (t) => {
  const asked: string[] = []
  const parent = await startOrigin(t, socks({}, answering(OK), asked))
  const { port, entry } = await startChild(t, aParent(parent.port, { scheme: 'socks5' }))
  const client = await startClient(t, port)
  for (const path of ['/a', '/b']) {
    client.send(asking(`GET http://site.invalid${path} HTTP/1.1`))
    await client.until(path === '/a' ? /yes$/ : /yes.*yes$/s)
  }
  assert.deepEqual(asked, ['methods 0', 'connect type 3 site.invalid:80'])
  assert.match(parent.received, /GET \/a HTTP\/1\.1\r\n.*GET \/b HTTP\/1\.1\r\n/s)
  assert.deepEqual([(await entry()).parent, (await entry()).reused], ['corp', true])
})

test('content that is too large to be held goes to the origin, and nothing of HTTP to the parent', async (t) => {
  const asked: string[] = []
  const parent = await startOrigin(t, socks({ login: 'us:secret' }, answering(OK), asked))
  const credentials = withSocksLogin('us', 'secret')
  const { port } = await startChild(t, aParent(parent.port, { scheme: 'socks5', credentials }))
  const client = await startClient(t, port)
  const content = 'x'.repeat(20)
  client.send(
    asking('POST http://site.invalid/a HTTP/1.1', 'Transfer-Encoding: chunked') +
      `14\r\n${content}\r\n0\r\n\r\n`,
  )
  await client.until(/yes$/)
  const [methods, login, connect, ...more] = asked
  assert.deepEqual(
    [methods, login, connect, more],
    ['methods 0,2', 'login us:secret', 'connect type 3 site.invalid:80', []],
  )
  assert.doesNotMatch(parent.received, /HEAD/)
})

test('a tunnel goes through it, what it says at once is the tunnel’s', async (t) => {
  const parent = await startOrigin(
    t,
    socks({ login: 'us:secret', isSlow: true }, (socket) => {
      setImmediate(() => socket.write('SSH-2.0'))
    }),
  )
  const credentials = withSocksLogin('us', 'secret')
  const { port } = await startChild(t, aParent(parent.port, { scheme: 'socks5', credentials }))
  const client = await startClient(t, port)
  client.send(connecting(22, 'site.invalid'))
  await client.until(/\r\n\r\nSSH-2\.0$/)
})

test('a login that is refused is sent once', async (t) => {
  const asked: string[] = []
  const parent = await startOrigin(
    t,
    socks({ login: 'us:other' }, () => {}, asked),
  )
  const credentials = withSocksLogin('us', 'secret')
  const { port, entry } = await startChild(
    t,
    aParent(parent.port, { scheme: 'socks5', credentials }),
  )
  for (let i = 0; i < 2; i++) {
    const answer = await talk(t, port, connecting(22, 'site.invalid'))
    assert.match(answer, /^HTTP\/1\.1 502 .*PARENT_CREDENTIALS_REJECTED/s)
    assert.doesNotMatch((await entry()).detail ?? '', /secret/)
  }
  assert.equal(asked.filter((line) => line.startsWith('login')).length, 1)
})

test('a login that was accepted before and is refused is told as such, and tried again', async (t) => {
  let login = 'us:secret'
  const parent = await startOrigin(t, (socket) => socks({ login }, () => {})(socket))
  const credentials = withSocksLogin('us', 'secret')
  const { port, entry } = await startChild(
    t,
    aParent(parent.port, { scheme: 'socks5', credentials }),
  )
  const isLetThrough = async () => {
    const client = await startClient(t, port)
    client.send(connecting(22, 'site.invalid'))
    await client.until(/^HTTP\/1\.1 200 .*\r\n\r\n$/s)
  }
  await isLetThrough()
  login = 'us:other'
  const answer = await talk(t, port, connecting(22, 'site.invalid'))
  assert.match(answer, /^HTTP\/1\.1 502 .*PARENT_CREDENTIALS_REJECTED/s)
  assert.match((await entry()).detail ?? '', /has accepted the user name and password .* before/)
  login = 'us:secret'
  await isLetThrough()
})

for (const [what, script, options, fault, detail] of [
  [
    'wants a login that there is not',
    { login: 'us:secret' },
    {},
    'PARENT_CHALLENGE_UNANSWERABLE',
    /no user name and password are configured$/,
  ],
  [
    'cannot take the client’s credentials',
    { login: 'us:secret' },
    { credentials: { kind: 'pass-through' } },
    'PARENT_CHALLENGE_UNANSWERABLE',
    /no user name and password are configured$/,
  ],
  [
    'says no',
    { reply: 2 },
    {},
    'PARENT_REFUSED',
    /: not allowed by its rules \(SOCKS reply 2\), asked for site\.invalid:22$/,
  ],
] as const) {
  test(`a parent that ${what} is 502 ${fault}`, async (t) => {
    const parent = await startOrigin(
      t,
      socks(script, () => {}),
    )
    const { port, entry } = await startChild(
      t,
      aParent(parent.port, { scheme: 'socks5', ...options }),
    )
    assert.match(await talk(t, port, connecting(22, 'site.invalid')), /^HTTP\/1\.1 502 /)
    const written = await entry()
    assert.equal(written.fault, fault)
    assert.match(written.detail ?? '', detail)
  })
}

test('HTTP in the place of SOCKS is no answer', async (t) => {
  const parent = await startOrigin(t, (socket) => socket.write('HTTP/1.1 400 Bad\r\n\r\n'))
  const { port, entry } = await startChild(t, aParent(parent.port, { scheme: 'socks5' }))
  assert.match(await talk(t, port, connecting(22, 'site.invalid')), /^HTTP\/1\.1 502 /)
  assert.match((await entry()).detail ?? '', /its answer is not SOCKS 5$/)
})

test('an octet now and then is no answer: the time is for a whole message', async (t) => {
  const parent = await startOrigin(t, (socket) => {
    socket.once('data', () => {
      socket.once('data', () => {
        socket.write(Uint8Array.of(5, 0, 0, 3, 255))
        // All of it would take eight seconds.
        const timer = setInterval(() => socket.write('x'), 30)
        socket.once('close', () => clearInterval(timer))
      })
      socket.write(Uint8Array.of(5, 0))
    })
  })
  const limits = { responseTimeoutMs: 500 }
  const { port, entry } = await startChild(t, aParent(parent.port, { scheme: 'socks5' }), {
    limits,
  })
  assert.match(await talk(t, port, connecting(22, 'site.invalid')), /^HTTP\/1\.1 504 /)
  assert.equal((await entry()).fault, 'RESPONSE_TIMEOUT')
})
