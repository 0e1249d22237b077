import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Probing } from '../../core/parents/parent.ts'
import { aParent } from '../../testing/parents.ts'
import { ParentWatch } from './parent-watch.ts'

test('a parent that failed is asked at the end of each pause, and gets requests when it is back', async () => {
  const { parent, watch, clock, probes, told, isUp } = stage()
  watch.failed(parent, 'ECONNREFUSED')
  assert.equal(isUp(), false)
  for (const [pauseMs, answer] of [
    [1_000, 'ECONNREFUSED'],
    [2_000, 'ECONNREFUSED'],
    [4_000, undefined],
  ] as const) {
    assert.deepEqual(clock.due, [pauseMs])
    clock.run()
    assert.equal(isUp(), false, 'not before the answer')
    await probes.answer(answer)
  }
  assert.equal(isUp(), true)
  assert.deepEqual(clock.due, [])
  assert.deepEqual(told, [
    'the parent proxy corp (http://127.0.0.1:1) is down: ECONNREFUSED',
    'the parent proxy corp (http://127.0.0.1:1) is back, after 7 s',
  ])
})

test('in another network one that is down is asked at once, and then after short pauses again', async () => {
  const { parent, watch, clock, probes, isUp } = stage()
  watch.failed(parent, 'ECONNREFUSED')
  for (let i = 0; i < 6; i++) {
    clock.run()
    await probes.answer('ECONNREFUSED')
  }
  assert.deepEqual(clock.due, [60_000])
  watch.lookNow()
  assert.deepEqual(clock.due, [0])
  assert.equal(isUp(), false, 'not before the answer')
  clock.run()
  await probes.answer('ECONNREFUSED')
  assert.deepEqual(clock.due, [2_000])
})

test('failures that many requests see are one, with one question', () => {
  const { parent, watch, clock, told } = stage()
  for (let i = 0; i < 5; i++) watch.failed(parent, 'ECONNREFUSED')
  assert.equal(told.length, 1)
  assert.deepEqual(clock.due, [1_000])
})

test('a request that got through ends the looking, also while a question is on its way', async () => {
  for (const isAsked of [false, true]) {
    const { parent, watch, clock, probes, told, isUp } = stage()
    watch.failed(parent, 'ECONNREFUSED')
    if (isAsked) clock.run()
    watch.succeeded(parent)
    assert.equal(isUp(), true)
    if (isAsked) await probes.answer('too late')
    assert.equal(isUp(), true)
    assert.deepEqual(clock.due, [])
    assert.equal(told.length, 2)
  }
})

test('one that is asked regularly is found to be down before a request finds out', async () => {
  const { parent, watch, clock, probes, told, isUp } = stage({ kind: 'regular', everyMs: 30_000 })
  watch.used(parent)
  watch.used(parent)
  for (let i = 0; i < 2; i++) {
    assert.deepEqual(clock.due, [30_000])
    isUp()
    clock.run()
    assert.equal(isUp(), true, 'it is up while it is asked')
    await probes.answer(undefined)
  }
  isUp()
  clock.run()
  await probes.answer('it answers 503')
  assert.equal(isUp(), false)
  assert.match(told[0] ?? '', /is down: it answers 503$/)
  clock.run()
  await probes.answer(undefined)
  assert.equal(isUp(), true)
  assert.deepEqual(clock.due, [30_000])
})

test('one that nobody has wanted for a while is left alone, and may be tried', async () => {
  for (const probing of [{ kind: 'when-down' }, { kind: 'regular', everyMs: 700_000 }] as const) {
    const { parent, watch, clock, probes } = stage(probing)
    if (probing.kind === 'regular') watch.used(parent)
    else watch.failed(parent, 'ECONNREFUSED')
    while (clock.due.length > 0 && probes.count < 100) {
      clock.run()
      await probes.answer('ECONNREFUSED')
    }
    assert.ok(probes.count < 20)
    clock.nowMs += 60_000
    assert.equal(parent.health.isUp(clock.nowMs), true)
  }
})

test('one that must not be asked is tried by requests, as soon as its pause is over', () => {
  const { parent, watch, clock, isUp } = stage({ kind: 'none' })
  watch.failed(parent, 'ECONNREFUSED')
  watch.used(parent)
  assert.deepEqual(clock.due, [])
  assert.equal(isUp(), false)
  clock.nowMs += 1_000
  assert.equal(isUp(), true)
})

test('chance shortens every wait, so that not all proxies ask at one moment', () => {
  const { parent, watch, clock } = stage({ kind: 'regular', everyMs: 1_000 }, 0.8)
  watch.used(parent)
  assert.deepEqual(clock.due, [800])
})

test('a watch that is closed asks nobody any more, and keeps nobody down', async () => {
  const { parent, watch, clock, probes, isUp } = stage()
  watch.failed(parent, 'ECONNREFUSED')
  clock.run()
  watch.close()
  await probes.answer('ECONNREFUSED')
  assert.equal(isUp(), true)
  watch.failed(parent, 'ECONNREFUSED')
  watch.used(parent)
  assert.deepEqual(clock.due, [])
})

function stage(probing?: Probing, random = 0) {
  const clock = fakeClock(random)
  const probes = new Probes()
  const told: string[] = []
  const tell = (sentence: string): void => void told.push(sentence)
  const watch = new ParentWatch({ probe: probes.ask, tell, clock: clock.given })
  const parent = aParent(1, { probing })
  const isUp = (): boolean => parent.health.isUp(clock.nowMs)
  isUp()
  return { parent, watch, clock, probes, told, isUp }
}

/** Time passes when a test says so. */
function fakeClock(random: number) {
  const timers = new Map<() => void, number>()
  const clock = {
    nowMs: 0,
    given: {
      nowMs: () => clock.nowMs,
      random: () => random,
      after(ms: number, run: () => void): () => void {
        timers.set(run, clock.nowMs + ms)
        return () => void timers.delete(run)
      },
    },
    /** In how long each timer runs out. */
    get due(): readonly number[] {
      return [...timers.values()].map((atMs) => atMs - clock.nowMs)
    },
    /** Lets the only timer run out. */
    run(): void {
      const [[run, atMs] = assert.fail('there is no timer')] = timers
      timers.delete(run)
      clock.nowMs = atMs
      run()
    },
  }
  return clock
}

/** Questions whose answers the test gives. */
class Probes {
  count = 0
  #answer: ((why: string | undefined) => void) | undefined

  readonly ask = (): Promise<string | undefined> => {
    this.count++
    return new Promise((resolve) => {
      this.#answer = resolve
    })
  }

  async answer(why: string | undefined): Promise<void> {
    this.#answer?.(why)
    await new Promise((turn) => setImmediate(turn))
  }
}
