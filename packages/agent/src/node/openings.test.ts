import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Dispatcher } from 'undici'
import { type Opening, Openings } from './openings.ts'

const ORIGIN = 'https://origin.example'
const ENOUGH = new Error('enough')

test('a connection ends with the request that it was begun for, and the reason is its own', () => {
  const openings = new Openings(() => 1)
  const opening = openings.begin(ORIGIN)
  const controller = startOf(opening)
  controller.abort(ENOUGH)
  assert.equal(opening.signal.reason, ENOUGH)
  assert.deepEqual([controller.aborted, controller.reason], [true, ENOUGH])
})

test('it goes on as long as others wait for it', () => {
  let pending = 2
  const openings = new Openings(() => pending)
  const opening = openings.begin(ORIGIN)
  const controller = startOf(opening)
  controller.abort(ENOUGH)
  assert.equal(opening.signal.aborted, false)
  pending = 1
  controller.abort(ENOUGH)
  assert.equal(opening.signal.aborted, true)
})

test('those that others have begun go on', () => {
  const openings = new Openings((origin) => (origin === ORIGIN ? 2 : 1))
  const [mine, theirs, elsewhere] = [ORIGIN, ORIGIN, 'https://other.example'].map((origin) =>
    openings.begin(origin),
  ) as [Opening, Opening, Opening]
  startOf(mine).abort(ENOUGH)
  assert.deepEqual(
    [mine, theirs, elsewhere].map(({ signal }) => signal.aborted),
    [true, false, false],
  )
})

test('what is over is given up no more, and does not count', () => {
  const openings = new Openings(() => 1)
  const [first, second] = [openings.begin(ORIGIN), openings.begin(ORIGIN)]
  const controller = startOf(first)
  first.over()
  controller.abort(ENOUGH)
  startOf(second).abort(ENOUGH)
  assert.deepEqual([first.signal.aborted, second.signal.aborted], [false, true])
})

test('a reason that is no error is one for undici', () => {
  const opening = new Openings(() => 1).begin(ORIGIN)
  startOf(opening).abort('enough' as unknown as Error)
  assert.equal((opening.signal.reason as Error).name, 'AbortError')
})

test('the latest is taken once', () => {
  const openings = new Openings(() => 1)
  assert.equal(openings.takeLatest(), undefined)
  const opening = openings.begin(ORIGIN)
  assert.deepEqual([openings.takeLatest(), openings.takeLatest()], [opening, undefined])
})

test('the end of all of them is the end of those that would begin', () => {
  const openings = new Openings(() => 1)
  const before = openings.begin(ORIGIN)
  openings.endAll(ENOUGH)
  assert.deepEqual([before.signal.reason, openings.begin(ORIGIN).signal.reason], [ENOUGH, ENOUGH])
})

function startOf(opening: Opening): Dispatcher.DispatchController {
  let controller: Dispatcher.DispatchController | undefined
  opening.belongsTo({
    onRequestStart: (started) => {
      controller = started
    },
  })
  assert.ok(controller)
  return controller
}
