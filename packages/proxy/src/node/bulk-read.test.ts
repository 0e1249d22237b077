import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { connect } from 'node:net'
import { test } from 'node:test'
import { eventually } from '../testing/eventually.ts'
import { startOrigin } from '../testing/loopback.ts'
import { BulkRead } from './bulk-read.ts'
import { Connection, type Patience } from './connection.ts'
import { Deadlines } from './deadlines.ts'

test('what comes before somebody takes it is held, and nothing is lost or changed', async (t) => {
  const sent = Buffer.alloc(3_000_000, 'abcdefg')
  const origin = await startOrigin(t, (socket) => {
    socket.write('early')
    socket.once('data', () => socket.end(sent))
  })
  const read = new BulkRead()
  const socket = connect({ port: origin.port, host: '127.0.0.1', onread: read.options })
  t.after(() => socket.destroy())
  const pieces: Uint8Array[] = []
  while (socket.bytesRead < 5) await new Promise((resolve) => setImmediate(resolve))
  pieces.push(...read.passTo((piece) => pieces.push(piece)))
  socket.write('go')
  await new Promise((resolve) => socket.once('end', resolve).resume())
  const got = Buffer.concat(pieces)
  assert.equal(got.subarray(0, 5).toString(), 'early')
  assert.equal(digest(got.subarray(5)), digest(sent))
})

test('two sockets share the buffer and not the octets', async (t) => {
  const origin = await startOrigin(t, (socket) => {
    socket.once('data', (name: Buffer) => socket.end(Buffer.alloc(1_000_000, name)))
  })
  const got = await Promise.all(
    ['a', 'b'].map(async (name) => {
      const read = new BulkRead()
      const socket = connect({ port: origin.port, host: '127.0.0.1', onread: read.options })
      const pieces: Uint8Array[] = []
      read.passTo((piece) => pieces.push(piece))
      socket.write(name)
      await new Promise((resolve) => socket.once('end', resolve).resume())
      return Buffer.concat(pieces).toString()
    }),
  )
  assert.deepEqual(got, ['a'.repeat(1_000_000), 'b'.repeat(1_000_000)])
})

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

test('a connection read in bulk is paused, read on and handed over without losing an octet', async (t) => {
  const sent = Buffer.alloc(2_000_000, 'abcdefg')
  const origin = await startOrigin(t, (socket) => socket.end(sent))
  const read = new BulkRead()
  const socket = connect({ port: origin.port, host: '127.0.0.1', onread: read.options })
  const connection = new Connection(socket, new Deadlines(), read)
  t.after(() => connection.destroy())
  await eventually(() => socket.isPaused(), 'paused')
  assert.ok(socket.bytesRead < sent.length / 2)
  const pieces = [connection.take(), await connection.read(PATIENCE)]
  assert.equal(connection.detach(), read)
  pieces.push(...read.passTo((piece) => pieces.push(piece)))
  await new Promise((resolve) => socket.once('end', resolve).resume())
  const got = Buffer.concat(pieces.map((piece) => piece ?? new Uint8Array()))
  assert.equal(digest(got), digest(sent))
})

test("memory that was lent is used again only when its piece is nobody's any more", async (t) => {
  const sent = Buffer.alloc(8_000_000, 'abcdefg')
  const origin = await startOrigin(t, (socket) => socket.end(sent))
  const read = new BulkRead()
  const socket = connect({ port: origin.port, host: '127.0.0.1', onread: read.options })
  t.after(() => socket.destroy())
  const sum = createHash('sha256')
  const kept: { readonly piece: Uint8Array; readonly digest: string }[] = []
  let pieces = 0
  read.lendTo((piece) => {
    sum.update(piece)
    const isDone = ++pieces % 3 !== 0
    if (!isDone) kept.push({ piece, digest: digest(piece) })
    return isDone
  })
  await new Promise((resolve) => socket.once('end', resolve).resume())
  assert.equal(sum.digest('hex'), digest(sent))
  assert.ok(kept.length > 0)
  for (const { piece, digest: before } of kept) assert.equal(digest(piece), before)
})

const PATIENCE: Patience = { ms: 10_000, fault: 'RESPONSE_TIMEOUT' }
