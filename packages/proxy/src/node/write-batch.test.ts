import assert from 'node:assert/strict'
import { test } from 'node:test'
import { received, socketPair } from '../testing/socket-pair.ts'
import { WriteBatch } from './write-batch.ts'

test('text and octets arrive in the order they were put, large or small', async (t) => {
  for (const bytes of [1, 1_000, 40_000]) {
    const { near, far } = await socketPair(t)
    const batch = new WriteBatch()
    const body = Buffer.alloc(bytes, 'b')
    for (const part of ['h\xe4d ', body, ' mid ', body, ' end']) batch.put(part)
    assert.equal(batch.sentBytes, 0)
    batch.flushTo(near)
    assert.equal(batch.sentBytes, 4 + 5 + 4 + 2 * bytes)
    const text = await received(far, / end$/)
    assert.ok(text === `h\xe4d ${body} mid ${body} end`)
  }
})

test('what was cleared is not written, and an empty batch writes nothing', async (t) => {
  const { near, far } = await socketPair(t)
  const batch = new WriteBatch()
  batch.put('gone')
  batch.put(Buffer.from('gone too'))
  batch.clear()
  assert.equal(batch.flushTo(near), true)
  batch.put('kept')
  batch.flushTo(near)
  assert.equal(await received(far, /kept$/), 'kept')
  assert.equal(batch.sentBytes, 4)
})

test('a peer that does not read is told of', async (t) => {
  const { near } = await socketPair(t)
  const batch = new WriteBatch()
  batch.put(Buffer.alloc(50_000_000))
  assert.equal(batch.flushTo(near), false)
  assert.equal(batch.flushTo(near), false)
})

test('what the system did not take at once is not written over by what comes next', async (t) => {
  const { near, far } = await socketPair(t)
  const other = await socketPair(t)
  const [batch, otherBatch] = [new WriteBatch(), new WriteBatch()]
  const flood = Buffer.alloc(8_000_000, '.')
  near.write(flood)
  let expected = flood.toString()
  for (let n = 0; n < 20; n++) {
    for (const each of [batch, otherBatch]) {
      each.put(`head ${n} `)
      each.put(Buffer.alloc(1_000, `${each === batch ? 'a' : 'b'}${n}`))
    }
    batch.flushTo(near)
    otherBatch.flushTo(other.near)
    expected += `head ${n} ${Buffer.alloc(1_000, `a${n}`)}`
  }
  near.end()
  const pieces: Buffer[] = []
  for await (const piece of far) pieces.push(piece as Buffer)
  assert.ok(Buffer.concat(pieces).toString() === expected)
})
