import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventually } from '../testing/eventually.ts'
import { Deadlines, type Watched } from './deadlines.ts'

const TICK_MS = 5

class Wait implements Watched {
  deadlineMs: number
  expiries = 0
  constructor(deadlineMs: number) {
    this.deadlineMs = deadlineMs
  }
  expired(): void {
    this.expiries++
    this.deadlineMs = Number.POSITIVE_INFINITY
  }
}

test('what is late is told once, what waits for nothing never', async () => {
  const deadlines = new Deadlines(TICK_MS)
  const late = new Wait(performance.now())
  const calm = new Wait(Number.POSITIVE_INFINITY)
  const later = new Wait(performance.now() + 60)
  for (const wait of [late, calm, later]) deadlines.add(wait)
  await eventually(() => later.expiries > 0, 'the later one expires')
  assert.deepEqual([late.expiries, calm.expiries, later.expiries], [1, 0, 1])
  for (const wait of [late, calm, later]) deadlines.delete(wait)
})

test('nothing is told before its time', async () => {
  const deadlines = new Deadlines(TICK_MS)
  const dueMs = performance.now() + 30
  const wait = new Wait(dueMs)
  deadlines.add(wait)
  await eventually(() => wait.expiries === 1, 'it expires')
  assert.ok(performance.now() >= dueMs)
  deadlines.delete(wait)
})

test('who was deleted is told nothing', async () => {
  const deadlines = new Deadlines(TICK_MS)
  const gone = new Wait(performance.now() + 20)
  const other = new Wait(performance.now() + 40)
  deadlines.add(gone)
  deadlines.add(other)
  deadlines.delete(gone)
  await eventually(() => other.expiries === 1, 'the other one expires')
  assert.equal(gone.expiries, 0)
  deadlines.delete(other)
})

test('one that deletes others while it is told hurts nobody', async () => {
  const deadlines = new Deadlines(TICK_MS)
  const second = new Wait(performance.now())
  const first = new (class extends Wait {
    override expired(): void {
      super.expired()
      deadlines.delete(this)
      deadlines.delete(second)
    }
  })(performance.now())
  const third = new Wait(performance.now())
  for (const wait of [first, second, third]) deadlines.add(wait)
  await eventually(() => third.expiries === 1, 'the third one expires')
  assert.deepEqual([first.expiries, second.expiries], [1, 0])
  deadlines.delete(third)
})

test('the clock stands while nobody waits, and is right again for the next one', async () => {
  const deadlines = new Deadlines(TICK_MS)
  const wait = new Wait(Number.POSITIVE_INFINITY)
  deadlines.add(wait)
  deadlines.delete(wait)
  const stoppedMs = deadlines.nowMs
  await eventually(() => performance.now() > stoppedMs + 4 * TICK_MS, 'some ticks are over')
  assert.equal(deadlines.nowMs, stoppedMs)
  deadlines.add(wait)
  assert.ok(deadlines.nowMs >= stoppedMs + 4 * TICK_MS)
  deadlines.delete(wait)
})

test('the timer alone keeps no process alive', () => {
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
  const before = timers()
  const deadlines = new Deadlines(TICK_MS)
  const wait = new Wait(Number.POSITIVE_INFINITY)
  deadlines.add(wait)
  assert.equal(timers(), before)
  deadlines.delete(wait)
})

test('deleting what was never added is nothing', () => {
  const deadlines = new Deadlines(TICK_MS)
  deadlines.delete(new Wait(0))
})
