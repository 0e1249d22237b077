import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { gzipSync } from 'node:zlib'
import { Agent, interceptors, request } from 'undici'
import { startOrigin } from '../testing/origin.ts'
import { type Controller, type Handler, PassingHandler } from './passing-handler.ts'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

test('a request that is over knows neither the program nor undici any more', async () => {
  for (const end of ['onResponseEnd', 'onResponseError', 'onRequestUpgrade'] as const) {
    const { passing, isKept } = begun()
    assert.deepEqual(await isKept(), [true, true])
    ;(passing[end] as (controller: Controller, more: object) => void)(aController(), {})
    assert.deepEqual(await isKept(), [false, false], end)
    passing.onResponseError(aController(), new Error('too late'))
  }
})

/** In a function of its own, so that nobody else knows what it makes. */
function begun(): { passing: PassingHandler; isKept(): Promise<boolean[]> } {
  const controller = aController()
  const told: Handler = {}
  const passing = new PassingHandler(told)
  passing.onRequestStart(controller, null)
  const known = [new WeakRef(told), new WeakRef(controller)]
  const isKept = async (): Promise<boolean[]> => {
    // What a `WeakRef` has given is kept until the end of the job.
    await setImmediate()
    collect()
    return known.map((one) => one.deref() !== undefined)
  }
  return { passing, isKept }
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
  const controller = aController()
  passing.onRequestStart(controller, null)
  assert.throws(() => passing.onResponseEnd(controller, {}), wrong)
  passing.onResponseError(controller, wrong)
  assert.deepEqual(heard, [wrong])
})

test('a program has through it what undici gave it', () => {
  const controller = aController()
  let given: Controller | undefined
  const passing = new PassingHandler({
    onRequestStart: (one) => {
      given = one
    },
  })
  passing.onRequestStart(controller, null)
  assert.ok(given)
  given.pause()
  assert.equal(controller.paused, true)
  given.resume()
  assert.equal(given.paused, false)
  controller.rawHeaders = ['a', 'b']
  assert.deepEqual(given.rawHeaders, ['a', 'b'])
  given.rawTrailers = ['c', 'd']
  assert.deepEqual(controller.rawTrailers, ['c', 'd'])
  const reason = new Error('no more')
  given.abort(reason)
  assert.deepEqual([given.aborted, given.reason], [true, reason])
  passing.onResponseError(controller, reason)
  assert.deepEqual([given.aborted, given.reason, given.rawHeaders], [false, null, null])
})

test('undici\u2019s interceptors work on raw header fields through it', async (t) => {
  const origin = await startOrigin(t, (_, response) => {
    response.setHeader('content-encoding', 'gzip').end(gzipSync('fine'))
  })
  const agent = new Agent().compose(
    (dispatch) => (options, handler) => dispatch(options, new PassingHandler(handler)),
    interceptors.decompress(),
  )
  t.after(() => agent.close())
  const { headers, body } = await request(origin.url, { dispatcher: agent, responseHeaders: 'raw' })
  assert.equal(await body.text(), 'fine')
  assert.ok(Array.isArray(headers))
  assert.doesNotMatch(headers.map(String).join(), /content-encoding/i)
})

function aController(): Controller {
  return {
    aborted: false,
    reason: null,
    paused: false,
    abort(reason) {
      Object.assign(this, { aborted: true, reason })
    },
    pause() {
      Object.assign(this, { paused: true })
    },
    resume() {
      Object.assign(this, { paused: false })
    },
  }
}
