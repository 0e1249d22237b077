import assert from 'node:assert/strict'
import { test } from 'node:test'
import { surroundingsOf, wantsColour } from './surroundings.ts'
import { scene } from './testing/scene.ts'

test('colour is for terminals that can and people who want it', () => {
  const colour = (isTty: boolean, env: Record<string, string>): boolean => {
    const { surroundings } = scene({ isTty, env })
    return wantsColour(surroundings.stdout, surroundings.env)
  }
  assert.equal(colour(true, {}), true)
  assert.equal(colour(true, { NO_COLOR: '' }), true) // no-color.org: "when present and not empty"
  assert.equal(colour(true, { NO_COLOR: '1' }), false)
  assert.equal(colour(true, { TERM: 'dumb' }), false)
  assert.equal(colour(false, {}), false)
})

test('the process is handed down as it is', () => {
  const { processId, home, random, nowMs, offsetMinutes, env, commandName } =
    surroundingsOf(process)
  assert.equal(processId, process.pid)
  assert.ok(home.startsWith('/'))
  assert.equal(random(20).length, 20)
  assert.ok(Math.abs(nowMs() - Date.now()) < 1000)
  assert.equal(offsetMinutes(0), -new Date(0).getTimezoneOffset())
  assert.equal(commandName, 'npx hopwise')
  assert.equal(env['PATH'], process.env['PATH'])
})

test('a variable that is set is one of the process', (t) => {
  t.after(() => delete process.env['HOPWISE_TEST'])
  surroundingsOf(process).setVariable('HOPWISE_TEST', 'x')
  assert.equal(process.env['HOPWISE_TEST'], 'x')
})
