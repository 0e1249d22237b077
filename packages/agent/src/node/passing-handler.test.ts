import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { type Controller, type Handler, PassingHandler } from './passing-handler.ts'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

test('a request that is over does not know the program any more', async () => {
  for (const end of ['onResponseEnd', 'onResponseError', 'onRequestUpgrade'] as const) {
    const { passing, isKept } = begun()
    assert.equal(await isKept(), true)
    ;(passing[end] as (controller: Controller, more: object) => void)(CONTROLLER, {})
    assert.equal(await isKept(), false, end)
    passing.onResponseError(CONTROLLER, new Error('too late'))
  }
})

/** In a function of its own, so that nobody else knows what it makes. */
function begun(): { readonly passing: PassingHandler; isKept(): Promise<boolean> } {
  const told: Handler = {}
  const known = new WeakRef(told)
  const isKept = async (): Promise<boolean> => {
    // What a `WeakRef` has given is kept until the end of the job.
    await setImmediate()
    collect()
    return known.deref() !== undefined
  }
  return { passing: new PassingHandler(told), isKept }
}

test('a program whose end goes wrong is told of that', () => {
  const wrong = new Error('wrong')
  const heard: Error[] = []
  const passing = new PassingHandler({
    onResponseEnd: () => {
      throw wrong
    },
    onResponseError: (_, error) => heard.push(error),
  })
  assert.throws(() => passing.onResponseEnd(CONTROLLER, {}), wrong)
  passing.onResponseError(CONTROLLER, wrong)
  assert.deepEqual(heard, [wrong])
})

const CONTROLLER: Controller = {
  aborted: false,
  reason: null,
  paused: false,
  abort: () => undefined,
  pause: () => undefined,
  resume: () => undefined,
}
