import assert from 'node:assert/strict'
import type { Socket } from 'node:net'
import { Duplex } from 'node:stream'
import { type TestContext, test } from 'node:test'
import { Fault } from '@hopwise/journal'
import { eventually } from '../testing/eventually.ts'
import { closed, ended, received, type SocketPair, socketPair } from '../testing/socket-pair.ts'
import { Connection, type Patience } from './connection.ts'
import { Deadlines } from './deadlines.ts'

const TICK_MS = 5
const SOON: Patience = { ms: 30, fault: 'BODY_TIMEOUT' }
const LONG: Patience = { ms: 60_000, fault: 'RESPONSE_TIMEOUT' }
/** More than the kernel holds for two sockets on loopback. */
const FLOOD_BYTES = 64 * 1024 * 1024

interface Side extends SocketPair {
  readonly connection: Connection
  readonly deadlines: CountedDeadlines
}

class CountedDeadlines extends Deadlines {
  readonly watched = new Set<unknown>()
  override add(watched: Connection): void {
    this.watched.add(watched)
    super.add(watched)
  }
  override delete(watched: Connection): void {
    this.watched.delete(watched)
    super.delete(watched)
  }
}

async function aConnection(t: TestContext): Promise<Side> {
  const pair = await socketPair(t)
  const deadlines = new CountedDeadlines(TICK_MS)
  const connection = new Connection(pair.near, deadlines)
  t.after(() => connection.destroy())
  return { ...pair, connection, deadlines }
}

function text(piece: Uint8Array | undefined): string | undefined {
  return piece === undefined ? undefined : Buffer.from(piece).toString('latin1')
}

async function readAll(connection: Connection): Promise<string> {
  let all = ''
  for (let piece = await connection.read(LONG); piece; piece = await connection.read(LONG)) {
    all += text(piece)
  }
  return all
}

test('what comes is read, in order, and the end is undefined', async (t) => {
  const { connection, far } = await aConnection(t)
  far.write('one ')
  far.end('two')
  assert.equal(await readAll(connection), 'one two')
  assert.equal(connection.state, 'ended')
  assert.equal(await connection.read(LONG), undefined)
})

test('a peer that resets is the end too, and known as broken', async (t) => {
  const { connection, far } = await aConnection(t)
  const reading = connection.read(LONG)
  far.resetAndDestroy()
  assert.equal(await reading, undefined)
  assert.equal(connection.state, 'broken')
})

test('what came before the end can be read after it', async (t) => {
  const { connection, far } = await aConnection(t)
  far.end('last words')
  await eventually(() => connection.state === 'ended', 'the end has come')
  assert.equal(connection.hasHeld, true)
  assert.equal(text(connection.take()), 'last words')
  assert.equal(connection.take(), undefined)
})

test('what is given back is read first, and nothing given back is nothing', async (t) => {
  const { connection, far } = await aConnection(t)
  far.write('b')
  await eventually(() => connection.hasHeld, 'a piece has come')
  connection.unread(Buffer.from('a'), 0)
  connection.unread(new Uint8Array(0), 0)
  assert.equal(text(connection.take()), 'a')
  assert.equal(text(await connection.read(LONG)), 'b')
  assert.equal(connection.hasHeld, false)
})

test('what nobody reads is held up to a bound, and is all there once somebody does', async (t) => {
  const { connection, near, far } = await aConnection(t)
  far.end(Buffer.alloc(FLOOD_BYTES, 'x'))
  await eventually(() => near.isPaused(), 'the socket is paused')
  const heldBytes = near.bytesRead
  await turnsOfTheLoop(3)
  assert.equal(near.bytesRead, heldBytes)
  assert.ok(heldBytes <= 128 * 1024, `${heldBytes} octets are held`)
  let bytes = 0
  for (let piece = await connection.read(LONG); piece; piece = await connection.read(LONG)) {
    bytes += piece.length
  }
  assert.equal(bytes, FLOOD_BYTES)
})

test('parts are written in the order they were put, whatever they are', async (t) => {
  const { connection, far } = await aConnection(t)
  const big = 'y'.repeat(40_000)
  connection.put('head \xe9 ')
  connection.put(Buffer.from('small '))
  connection.put('text after octets ')
  assert.equal(connection.flush(), true)
  connection.put('second ')
  connection.put(Buffer.from(big))
  connection.put('.')
  connection.flush()
  connection.put(Buffer.from('only octets'))
  connection.flush()
  const expected = `head \xe9 small text after octets second ${big}.only octets`
  assert.equal(await received(far, /only octets$/), expected)
  assert.equal(connection.sentBytes, expected.length)
})

test('small parts go out as one write', async (t) => {
  const { connection, near } = await aConnection(t)
  let writes = 0
  const write = near.write.bind(near)
  near.write = ((...given: Parameters<typeof write>) => {
    writes++
    return write(...given)
  }) as typeof near.write
  connection.put('head')
  connection.put(Buffer.from('5\r\n'))
  connection.put(Buffer.from('hello'))
  connection.put('\r\n')
  connection.flush()
  assert.equal(writes, 1)
})

test('a flush of nothing writes nothing', async (t) => {
  const { connection, near } = await aConnection(t)
  assert.equal(connection.flush(), true)
  assert.equal(near.bytesWritten, 0)
})

test('a slow peer is waited for, until it has taken all', async (t) => {
  const { connection, near, far } = await aConnection(t)
  connection.put(Buffer.alloc(FLOOD_BYTES))
  assert.equal(connection.flush(), false)
  const taken = connection.drained(LONG)
  far.resume()
  await taken
  assert.equal(near.writableLength, 0)
  await connection.drained(LONG)
})

test('a peer that takes nothing is the fault that was named', async (t) => {
  const { connection } = await aConnection(t)
  connection.put(Buffer.alloc(FLOOD_BYTES))
  connection.flush()
  await assert.rejects(connection.drained(SOON), { code: 'BODY_TIMEOUT' })
})

test('a peer that goes is not waited for', async (t) => {
  const { connection, far } = await aConnection(t)
  connection.put(Buffer.alloc(FLOOD_BYTES))
  connection.flush()
  const taken = connection.drained(LONG)
  far.resetAndDestroy()
  await taken
  assert.equal(connection.state, 'broken')
  await connection.drained(LONG)
})

test('a silent peer is the fault that was named, in time', async (t) => {
  const { connection } = await aConnection(t)
  await assert.rejects(connection.read(SOON), { code: 'BODY_TIMEOUT' })
})

test('a silent peer whose silence is no fault is as one that has ended', async (t) => {
  const { connection } = await aConnection(t)
  assert.equal(await connection.read({ ms: 30, fault: 'none' }), undefined)
  assert.equal(connection.state, 'open')
})

test('a wait may have begun earlier than it is asked for', async (t) => {
  const { connection } = await aConnection(t)
  const longAgoMs = performance.now() - LONG.ms
  await assert.rejects(connection.read(LONG, longAgoMs), { code: 'RESPONSE_TIMEOUT' })
})

test('reading and writing have their own limits: who waits too long is told, the other waits on', async (t) => {
  const { connection, far } = await aConnection(t)
  connection.put(Buffer.alloc(FLOOD_BYTES))
  connection.flush()
  const reading = connection.read(LONG)
  const taken = connection.drained(SOON)
  await assert.rejects(taken, { code: 'BODY_TIMEOUT' })
  far.write('x')
  assert.equal((await reading)?.length, 1)
})

test('a wait can begin anew, and only while somebody waits', async (t) => {
  const { connection, far } = await aConnection(t)
  connection.extend()
  assert.equal(connection.deadlineMs, Number.POSITIVE_INFINITY)
  const reading = connection.read(LONG, performance.now() - 1_000)
  const beforeMs = connection.deadlineMs
  connection.extend()
  assert.ok(connection.deadlineMs > beforeMs + 900)
  far.write('x')
  await reading
  assert.equal(connection.deadlineMs, Number.POSITIVE_INFINITY)
})

test('whoever waits sees the fault, and so does whoever waits next; the first one stays', async (t) => {
  const { connection, far } = await aConnection(t)
  const reading = connection.read(LONG)
  connection.fail(new Fault('CLIENT_GONE', 'first'))
  connection.fail(new Fault('RELAY_IDLE', 'second'))
  await assert.rejects(reading, { code: 'CLIENT_GONE' })
  await assert.rejects(connection.read(LONG), { code: 'CLIENT_GONE' })
  await assert.rejects(connection.drained(LONG), { code: 'CLIENT_GONE' })
  assert.equal(connection.state, 'open')
  connection.put('the socket stays as it is')
  connection.flush()
  await received(far, /as it is$/)
})

test('finishing sends all that was written, then ends', async (t) => {
  const { connection, far, deadlines } = await aConnection(t)
  let bytes = 0
  far.on('data', (piece: Buffer) => {
    bytes += piece.length
  })
  connection.put(Buffer.alloc(3_000_000))
  connection.flush()
  connection.finish(LONG)
  await ended(far)
  assert.equal(bytes, 3_000_000)
  await eventually(() => deadlines.watched.size === 0, 'nothing is watched')
})

test('finishing does not wait for ever for a peer that takes nothing', async (t) => {
  const { connection, near, deadlines } = await aConnection(t)
  connection.put(Buffer.alloc(FLOOD_BYTES))
  connection.flush()
  connection.finish(SOON)
  await closed(near)
  assert.equal(deadlines.watched.size, 0)
})

test('finishing what is broken, or finished, does no harm', async (t) => {
  const { connection, near, far, deadlines } = await aConnection(t)
  far.resetAndDestroy()
  await eventually(() => connection.state === 'broken', 'the reset has come')
  connection.finish(LONG)
  connection.finish(LONG)
  assert.equal(near.destroyed, true)
  assert.equal(deadlines.watched.size, 0)
})

test('who destroys is told once, whoever reads gets the end, nothing is watched any more', async (t) => {
  const { connection, near, deadlines } = await aConnection(t)
  let told = 0
  connection.onClose = () => {
    told++
  }
  const reading = connection.read(LONG)
  connection.destroy()
  assert.equal(await reading, undefined)
  await closed(near)
  connection.destroy()
  assert.equal(told, 1)
  assert.equal(connection.state, 'broken')
  assert.equal(deadlines.watched.size, 0)
})

const stirs: readonly [name: string, act: (pair: SocketPair) => void][] = [
  ['octets', ({ far }) => far.write('x')],
  ['an end', ({ far }) => far.end()],
  ['a reset', ({ far }) => far.resetAndDestroy()],
  ['our own end', ({ near }) => near.destroy()],
]
for (const [name, act] of stirs) {
  test(`${name} on a connection that nobody reads is told, once`, async (t) => {
    const { connection, near, far } = await aConnection(t)
    let told = 0
    connection.onStir = () => {
      told++
    }
    act({ near, far })
    await eventually(() => told > 0, 'it is told')
    connection.destroy()
    await closed(near)
    assert.equal(told, 1)
  })
}

test('a socket that is left to somebody else carries nothing of ours', async (t) => {
  const { near, far } = await socketPair(t)
  const names = ['data', 'end', 'drain', 'error', 'close']
  const counts = () => names.map((name) => near.listenerCount(name))
  const before = counts()
  const deadlines = new CountedDeadlines(TICK_MS)
  const connection = new Connection(near, deadlines)
  far.write('early')
  await eventually(() => connection.hasHeld, 'a piece has come')
  const held = connection.detach()
  assert.ok(Array.isArray(held))
  assert.deepEqual(held.map(text), ['early'])
  assert.deepEqual(counts(), before)
  assert.equal(deadlines.watched.size, 0)
  assert.deepEqual(connection.detach(), [])
})

/** In which a socket that reads would have read. */
async function turnsOfTheLoop(turns: number): Promise<void> {
  for (let i = 0; i < turns; i++) await new Promise((resolve) => setImmediate(resolve))
}

test('a peer that takes its time is waited for as long as it takes anything at all', async () => {
  const takes: (() => void)[] = []
  const slow = new Duplex({
    highWaterMark: FLOOD_BYTES,
    read: () => {},
    write: (_piece, _encoding, taken) => void takes.push(taken),
  })
  const socket = Object.assign(slow, { destroySoon: () => slow.end() }) as unknown as Socket
  const connection = new Connection(socket, new CountedDeadlines(60_000))
  for (let i = 0; i < 3; i++) {
    connection.put('x'.repeat(1_000))
    connection.flush()
  }
  connection.finish(SOON)
  takes.shift()?.()
  connection.expired()
  assert.equal(slow.destroyed, false)
  connection.expired()
  assert.equal(slow.destroyed, true)
})

test('a second reader is a mistake, and the first one reads on', async (t) => {
  const { connection, far } = await aConnection(t)
  const first = connection.read(LONG)
  assert.throws(() => connection.read(LONG), TypeError)
  far.write('x')
  assert.equal(text(await first), 'x')
})
