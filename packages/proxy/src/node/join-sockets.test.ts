import assert from 'node:assert/strict'
import type { Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import { eventually } from '../testing/eventually.ts'
import { closed, ended, received, socketPair } from '../testing/socket-pair.ts'
import { Deadlines } from './deadlines.ts'
import { type JoinEnd, Tunnel } from './join-sockets.ts'

/** More than the kernel holds for two sockets on loopback. */
const FLOOD_BYTES = 64 * 1024 * 1024

interface Joined {
  readonly tunnel: Tunnel
  /** What the client, and the next hop, have in their hands. */
  readonly client: Socket
  readonly origin: Socket
  /** Our ends. */
  readonly ours: readonly [towardClient: Socket, towardOrigin: Socket]
  readonly end: Promise<JoinEnd>
}

interface Given {
  readonly idleTimeoutMs?: number
  readonly fromClient?: readonly Uint8Array[]
  readonly fromNextHop?: readonly Uint8Array[]
  /** What happens to the four ends before they are joined. */
  readonly before?: (client: Socket, origin: Socket, ours: readonly Socket[]) => Promise<void>
}

async function joined(t: TestContext, given: Given = {}): Promise<Joined> {
  const [a, b] = [await socketPair(t), await socketPair(t)]
  for (const socket of [a.near, b.near]) socket.on('error', () => {})
  await given.before?.(a.far, b.far, [a.near, b.near])
  const { promise, resolve } = Promise.withResolvers<JoinEnd>()
  let ends = 0
  const sides = {
    client: a.near,
    nextHop: b.near,
    fromClient: given.fromClient ?? [],
    fromNextHop: given.fromNextHop ?? [],
  }
  const tunnel = new Tunnel(sides, new Deadlines(5), given.idleTimeoutMs ?? 60_000, (end) => {
    ends++
    assert.equal(ends, 1)
    resolve(end)
  })
  tunnel.start(sides)
  return { tunnel, client: a.far, origin: b.far, ours: [a.near, b.near], end: promise }
}

test('octets go both ways and are counted', async (t) => {
  const { client, origin, end } = await joined(t)
  client.write('ping')
  await received(origin, /^ping$/)
  origin.write('pong!')
  await received(client, /^pong!$/)
  client.end()
  origin.end()
  assert.deepEqual(await end, { kind: 'closed', fromClientBytes: 4, toClientBytes: 5 })
})

test('what had come before goes first and counts', async (t) => {
  const { client, origin, end } = await joined(t, {
    fromClient: [Buffer.from('early '), Buffer.from('words ')],
    fromNextHop: [Buffer.from('hello ')],
  })
  client.end('late')
  assert.equal(await received(origin, /late$/), 'early words late')
  origin.end('world')
  assert.equal(await received(client, /world$/), 'hello world')
  assert.deepEqual(await end, { kind: 'closed', fromClientBytes: 16, toClientBytes: 11 })
})

for (const first of ['client', 'origin'] as const) {
  test(`an end of the ${first} is passed on as an end: the other way stays open`, async (t) => {
    const both = await joined(t)
    const [over, open] =
      first === 'client' ? [both.client, both.origin] : [both.origin, both.client]
    over.end('bye')
    assert.equal(await received(open, /bye$/), 'bye')
    await ended(open)
    open.write('still here')
    await received(over, /still here$/)
    open.end()
    assert.equal((await both.end).kind, 'closed')
  })

  test(`a reset of the ${first} closes the other side`, async (t) => {
    const both = await joined(t)
    const [over, open] =
      first === 'client' ? [both.client, both.origin] : [both.origin, both.client]
    over.write('x')
    await received(open, /x/)
    over.resetAndDestroy()
    await closed(both.ours[0])
    await closed(both.ours[1])
    assert.equal((await both.end).kind, 'closed')
  })

  test(`a ${first} that had ended before it was joined has ended`, async (t) => {
    const both = await joined(t, {
      before: async (client, origin, ours) => {
        ;(first === 'client' ? client : origin).end()
        await ended(first === 'client' ? ours[0]! : ours[1]!)
      },
    })
    const open = first === 'client' ? both.origin : both.client
    await ended(open)
    open.end()
    assert.equal((await both.end).kind, 'closed')
  })

  test(`a fast ${first} waits for a peer that takes nothing`, async (t) => {
    const both = await joined(t)
    const [fast, slow] =
      first === 'client' ? [both.client, both.origin] : [both.origin, both.client]
    const [ourFast, ourSlow] = first === 'client' ? both.ours : [both.ours[1], both.ours[0]]
    slow.pause()
    fast.end(Buffer.alloc(FLOOD_BYTES))
    await eventually(() => ourFast.isPaused(), 'reading has stopped')
    assert.ok(ourSlow.writableLength <= 256 * 1024, `${ourSlow.writableLength} octets wait`)
    let bytes = 0
    slow.on('data', (piece: Buffer) => {
      bytes += piece.length
    })
    await ended(slow)
    assert.equal(bytes, FLOOD_BYTES)
    slow.end()
    await both.end
  })
}

test('a next hop that was gone before it was joined takes the client along', async (t) => {
  const both = await joined(t, {
    before: async (_client, origin, ours) => {
      origin.resetAndDestroy()
      await closed(ours[1]!)
    },
  })
  await closed(both.ours[0])
  assert.equal((await both.end).kind, 'closed')
})

test('both sides may end at once', async (t) => {
  const { client, origin, end } = await joined(t)
  client.end('a')
  origin.end('b')
  client.resume()
  origin.resume()
  assert.deepEqual(await end, { kind: 'closed', fromClientBytes: 1, toClientBytes: 1 })
})

test('both sides may reset at once', async (t) => {
  const { client, origin, end } = await joined(t)
  client.resetAndDestroy()
  origin.resetAndDestroy()
  assert.equal((await end).kind, 'closed')
})

test('a tunnel that is destroyed ends once, on both sides', async (t) => {
  const { tunnel, ours, end } = await joined(t)
  tunnel.destroy()
  tunnel.destroy()
  assert.equal((await end).kind, 'closed')
  assert.deepEqual(
    ours.map((socket) => socket.destroyed),
    [true, true],
  )
})

test('a tunnel in which nothing moves ends, and says why', async (t) => {
  const { end, ours } = await joined(t, { idleTimeoutMs: 30 })
  assert.equal((await end).kind, 'idle')
  assert.equal(
    ours.every((socket) => socket.destroyed),
    true,
  )
})

test('a tunnel in which something moves, one way only, stays', async (t) => {
  const { tunnel, client, ours, origin, end } = await joined(t)
  origin.resume()
  for (let times = 1; times <= 3; times++) {
    client.write('.')
    await eventually(() => ours[0].bytesRead === times, 'it has moved')
    // As the clock calls it.
    tunnel.expired()
    assert.equal(ours[0].destroyed, false)
  }
  client.end()
  origin.end()
  assert.equal((await end).kind, 'closed')
})

const SILENCE = { ms: 40, afterQuestionMs: 60_000 }

test('a tunnel is under way while something moves in it, and not for long afterwards', async (t) => {
  const { tunnel, client, origin } = await joined(t)
  client.resume()
  assert.ok(tunnel.isUnderWay(SILENCE))
  await eventually(() => !tunnel.isUnderWay(SILENCE), 'nothing was said')
  const isHeard = (): boolean => origin.write('.') && tunnel.isUnderWay(SILENCE)
  await eventually(isHeard, 'the origin speaks')
  await eventually(() => !tunnel.isUnderWay(SILENCE), 'it is silent again')
})

test('a client that spoke last may be waiting for an answer, but not for ever', async (t) => {
  const { tunnel, client, origin } = await joined(t)
  await eventually(() => !tunnel.isUnderWay(SILENCE), 'nothing was said')
  client.write('a question')
  await received(origin, /question/)
  assert.ok(tunnel.isUnderWay({ ms: 0, afterQuestionMs: 60_000 }))
  await eventually(() => !tunnel.isUnderWay({ ms: 0, afterQuestionMs: 40 }), 'it was waited for')
})

test('what came with the request for a tunnel is a question, too', async (t) => {
  const { tunnel } = await joined(t, { fromClient: [Buffer.from('hello')] })
  assert.ok(tunnel.isUnderWay({ ms: 0, afterQuestionMs: 60_000 }))
})

for (const side of ['client', 'origin'] as const) {
  test(`no answer is due in a tunnel whose ${side} has ended`, async (t) => {
    const both = await joined(t)
    both.client.write('a question')
    await received(both.origin, /question/)
    both[side].end()
    await ended(side === 'client' ? both.origin : both.client)
    assert.ok(!both.tunnel.isUnderWay({ ms: 0, afterQuestionMs: 60_000 }))
  })
}

test('a tunnel is under way as long as a side has not taken what is there for it', async (t) => {
  const { tunnel, client, origin, ours } = await joined(t)
  client.pause()
  origin.write(Buffer.alloc(FLOOD_BYTES))
  await eventually(() => ours[1].isPaused(), 'reading has stopped')
  assert.ok(tunnel.isUnderWay({ ms: 0, afterQuestionMs: 0 }))
  tunnel.destroy()
})

test('a tunnel adds one listener for each event, and they are shared by all tunnels', async (t) => {
  const [one, two] = [await joined(t), await joined(t)]
  for (const name of ['data', 'drain']) {
    for (const socket of [...one.ours, ...two.ours]) assert.equal(socket.listenerCount(name), 1)
    assert.equal(one.ours[0].listeners(name)[0], two.ours[1].listeners(name)[0])
  }
  one.tunnel.destroy()
  two.tunnel.destroy()
  await Promise.all([one.end, two.end])
})

test('both sides may be gone before they are joined: the tunnel ends, once', async (t) => {
  const { end } = await joined(t, {
    before: async (_client, _origin, ours) => {
      for (const socket of ours) socket.destroy()
      await Promise.all(ours.map((socket) => closed(socket)))
    },
  })
  assert.equal((await end).kind, 'closed')
  // A second end would come with the events that are on their way.
  await new Promise((resolve) => setImmediate(resolve))
})

test('a client that was gone before it was joined takes the next hop along, once', async (t) => {
  const { end, origin } = await joined(t, {
    before: async (_client, _origin, [ours]) => {
      ours!.destroy()
      await closed(ours!)
    },
  })
  await end
  await ended(origin)
})

test('octets that came before the sides were joined do not put off the end of an idle tunnel', async (t) => {
  const { tunnel, end } = await joined(t, {
    before: async (client, _origin, [ours]) => {
      client.write('a request head')
      await received(ours!, /head$/)
      ours!.removeAllListeners('data')
    },
  })
  tunnel.expired()
  assert.equal((await end).kind, 'idle')
})

for (const bytes of [100_000, FLOOD_BYTES]) {
  test(`${bytes} octets before the second end arrive whole, however late they are read`, async (t) => {
    const { client, origin, ours } = await joined(t)
    client.pause()
    client.end()
    await ended(origin)
    origin.end(Buffer.alloc(bytes, 'x'))
    // What fits into the system's memory lets our end close long before it is read.
    if (bytes < FLOOD_BYTES) await eventually(() => ours[0].destroyed, 'our end is closed')
    let got = 0
    for await (const piece of client) got += (piece as Buffer).length
    assert.equal(got, bytes)
  })
}
