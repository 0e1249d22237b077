import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createVerifications } from './verifications.ts'

test('those who ask the same at the same time share one verification', async () => {
  const verifications = createVerifications<string>()
  const slow = slowVerify()
  const asked = Array.from({ length: 64 }, () => verifications.run('a', slow.verify))
  assert.equal(slow.started.length, 1)
  slow.started[0]?.('right')
  assert.deepEqual(await Promise.all(asked), Array(64).fill('right'))
  const later = verifications.run('a', slow.verify)
  assert.equal(slow.started.length, 2, 'and whoever comes later starts another')
  slow.started[1]?.('right')
  await later
})

test('only so many run at once; the others wait, in order', async () => {
  const verifications = createVerifications<string>({ concurrentMax: 2 })
  const slow = slowVerify()
  const asked = ['a', 'b', 'c', 'd'].map((id) => verifications.run(id, slow.verify))
  assert.equal(slow.started.length, 2)
  slow.started[0]?.('first')
  assert.equal(await asked[0], 'first')
  await settled()
  assert.equal(slow.started.length, 3)
  const fifth = verifications.run('e', slow.verify)
  assert.equal(slow.started.length, 3, 'whoever waited has taken the place')
  slow.started[2]?.('third')
  await settled()
  assert.equal(slow.started.length, 4)
  slow.started[1]?.('second')
  slow.started[3]?.('fourth')
  assert.deepEqual(await Promise.all(asked), ['first', 'second', 'third', 'fourth'])
  await settled()
  slow.started[4]?.('fifth')
  assert.equal(await fifth, 'fifth')
})

test('whoever finds the queue full is told at once, but may still join one that waits', async () => {
  const verifications = createVerifications<string>({ concurrentMax: 1, waitingMax: 1 })
  const slow = slowVerify()
  const running = verifications.run('a', slow.verify)
  const waiting = verifications.run('b', slow.verify)
  assert.equal(verifications.run('c', slow.verify), undefined)
  assert.equal(verifications.run('b', slow.verify), waiting)
  slow.started[0]?.('x')
  await running
  await settled()
  slow.started[1]?.('y')
  assert.equal(await waiting, 'y')
})

test('one that fails gives its place back', async () => {
  const verifications = createVerifications<string>({ concurrentMax: 1, waitingMax: 0 })
  for (let i = 0; i < 3; i++) {
    const failing = verifications.run('a', () => Promise.reject(new Error('no')))
    await assert.rejects(failing ?? assert.fail('the place was not given back'), /no/)
  }
})

/** A verification that ends when the test says so. */
function slowVerify() {
  const started: ((value: string) => void)[] = []
  return {
    started,
    verify: () => new Promise<string>((resolve) => started.push(resolve)),
  }
}

function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
