import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTurns, type Turn } from './turns.ts'

test('only so many have a turn; the others get theirs in the order they came', async () => {
  const turns = createTurns({ concurrentMax: 2, waitingMax: 5, waitMs: 10_000 })
  const order: string[] = []
  const first = await turns.take()
  const second = await turns.take()
  const later = ['third', 'fourth'].map((name) =>
    turns.take().then((turn) => {
      order.push(name)
      return turn
    }),
  )
  await nothingMore()
  assert.deepEqual(order, [])
  end(first)
  await later[0]
  assert.deepEqual(order, ['third'])
  end(second)
  end(await later[0]!)
  end(await later[1]!)
  assert.deepEqual(order, ['third', 'fourth'])
})

test('a place that was given back can be taken again', async () => {
  const turns = createTurns({ concurrentMax: 1, waitingMax: 0, waitMs: 1 })
  for (let i = 0; i < 3; i++) end(await turns.take())
})

test('whoever finds the queue full is told at once', async () => {
  const turns = createTurns({ concurrentMax: 1, waitingMax: 1, waitMs: 10_000 })
  const first = await turns.take()
  const second = turns.take()
  assert.deepEqual(await turns.take(), { kind: 'queue-full' })
  end(first)
  end(await second)
})

test('whoever has waited too long gives up, and leaves no place behind', async () => {
  const turns = createTurns({ concurrentMax: 1, waitingMax: 1, waitMs: 5 })
  const first = await turns.take()
  assert.deepEqual(await turns.take(), { kind: 'waited-too-long' })
  end(first)
  end(await turns.take())
})

test('a turn that is ended twice is a bug, and is told', async () => {
  const turn = await createTurns({ concurrentMax: 1, waitingMax: 0, waitMs: 1 }).take()
  end(turn)
  assert.throws(() => end(turn), /twice/)
})

function end(turn: Turn): void {
  assert.ok(turn.kind === 'turn', turn.kind)
  turn.end()
}

async function nothingMore(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve))
}
