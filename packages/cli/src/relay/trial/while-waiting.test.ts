import assert from 'node:assert/strict'
import { test } from 'node:test'
import { scene } from '../../testing/scene.ts'
import { whileWaiting } from './while-waiting.ts'

test('who takes long is named, once', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const { surroundings, stderr } = scene()
  const work = Promise.withResolvers<string>()
  const waiting = whileWaiting(work.promise, 'http://proxy.example:3128', surroundings.stderr, 10)
  assert.equal(stderr(), '')
  t.mock.timers.tick(100)
  assert.equal(stderr(), 'http://proxy.example:3128 has not answered yet …\n')
  work.resolve('an answer')
  assert.equal(await waiting, 'an answer')
})

test('who answers soon is not, nor who fails', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const { surroundings, stderr } = scene()
  await whileWaiting(Promise.resolve(), 'a', surroundings.stderr, 10)
  const failing = whileWaiting(Promise.reject(new Error('x')), 'b', surroundings.stderr, 10)
  await assert.rejects(failing, /^Error: x$/)
  t.mock.timers.tick(100)
  assert.equal(stderr(), '')
})
