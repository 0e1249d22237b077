import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { startOrigin } from '../testing/origin.ts'
import { PAC_LIMITS } from './pac-limits.ts'
import type { PacProblem } from './pac-problem.ts'
import { ScriptSource } from './script-source.ts'

async function sourceOf(t: TestContext, answers: readonly (string | number)[]) {
  const state = { now: 0, hits: 0 }
  const origin = await startOrigin(t, (_, response) => {
    const answer = answers[Math.min(state.hits++, answers.length - 1)]!
    if (typeof answer === 'number') response.statusCode = answer
    response.end(String(answer))
  })
  const problems: PacProblem[] = []
  const source = new ScriptSource({
    source: { kind: 'url', url: `${origin.url}/proxy.pac` },
    limits: { ...PAC_LIMITS, freshMs: 100, staleMsMax: 50_000, retryMs: 1_000 },
    nowMs: () => state.now,
    onProblem: (problem) => problems.push(problem),
  })
  const text = async (): Promise<string> => {
    const current = await source.current()
    return current.kind === 'script' ? current.script : current.problem.code
  }
  return { state, source, text, codes: () => problems.map(({ code }) => code) }
}

test('a script that is current is not asked for, by however many at a time', async (t) => {
  const { state, text } = await sourceOf(t, ['one', 'two'])
  assert.deepEqual(await Promise.all([text(), text(), text()]), ['one', 'one', 'one'])
  state.now = 99
  assert.equal(await text(), 'one')
  assert.equal(state.hits, 1)
})

test('nobody waits while a new one is asked for', async (t) => {
  const { state, text } = await sourceOf(t, ['one', 'two'])
  await text()
  state.now = 100
  assert.equal(await text(), 'one')
  while ((await text()) === 'one') await setImmediate()
  assert.equal(await text(), 'two')
  assert.equal(state.hits, 2)
})

test('a script whose server is down is used for a bounded time, and it is said', async (t) => {
  const { state, text, codes } = await sourceOf(t, ['one', 500])
  await text()
  state.now = 100
  assert.equal(await text(), 'one')
  while (codes().length === 0) await setImmediate()
  assert.deepEqual(codes(), ['SOURCE_STALE'])
  state.now = 50_100
  assert.equal(await text(), 'one')
  state.now = 50_101
  assert.equal(await text(), 'SOURCE_UNAVAILABLE')
})

test('a failure is remembered for a while', async (t) => {
  const { state, text, codes } = await sourceOf(t, [500, 'one'])
  assert.equal(await text(), 'SOURCE_UNAVAILABLE')
  state.now = 999
  assert.equal(await text(), 'SOURCE_UNAVAILABLE')
  assert.equal(state.hits, 1)
  state.now = 1_000
  assert.equal(await text(), 'one')
  assert.deepEqual(codes(), ['SOURCE_UNAVAILABLE'])
})

test('"not changed" of a script that was never given is a failure', async (t) => {
  const { text } = await sourceOf(t, [304])
  assert.equal(await text(), 'SOURCE_UNAVAILABLE')
})

test('in another network the source is asked at once, and the script from before is for when it gives none', async (t) => {
  const { state, source, text, codes } = await sourceOf(t, ['one', 'two', 404])
  assert.equal(await text(), 'one')
  source.doubt()
  assert.deepEqual(await Promise.all([text(), text()]), ['two', 'two'])
  assert.equal(await text(), 'two')
  assert.equal(state.hits, 2)
  source.doubt()
  assert.equal(await text(), 'two')
  assert.deepEqual(codes(), ['SOURCE_STALE'])
  // It is not asked again before its time, and nobody waits.
  assert.equal(await text(), 'two')
  assert.equal(state.hits, 3)
})
