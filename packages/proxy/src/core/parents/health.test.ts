import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Health } from './health.ts'

test('a parent is up until it fails, and again after a second', () => {
  const health = new Health()
  assert.equal(health.isUp(0), true)
  health.failed(0, 0)
  assert.deepEqual([health.isUp(0), health.isUp(999), health.isUp(1_000)], [false, false, true])
})

test('each failure in a row doubles the pause, up to a minute', () => {
  const health = new Health()
  let nowMs = 0
  const pauses: number[] = []
  for (let i = 0; i < 8; i++) {
    health.failed(nowMs, 0)
    let pauseMs = 0
    while (!health.isUp(nowMs + pauseMs)) pauseMs += 1_000
    pauses.push(pauseMs / 1_000)
    nowMs += pauseMs
  }
  assert.deepEqual(pauses, [1, 2, 4, 8, 16, 32, 60, 60])
})

test('chance shortens the pause by a quarter at most', () => {
  const health = new Health()
  health.failed(0, 1)
  assert.deepEqual([health.isUp(749), health.isUp(750)], [false, true])
})

test('many exchanges that notice one outage count once', () => {
  const health = new Health()
  const pauses = Array.from({ length: 3 }, (_, i) => health.failed(i, 0))
  assert.deepEqual(pauses, [1_000, undefined, undefined])
  assert.equal(health.failures, 1)
  assert.equal(health.isUp(1_000), true)
})

test('one success forgets the failures', () => {
  const health = new Health()
  health.failed(0, 0)
  health.failed(5_000, 0)
  health.succeeded()
  assert.deepEqual([health.isUp(5_001), health.failures], [true, 0])
})

test('while somebody looks whether it is back, it is not up, however long that takes', () => {
  const health = new Health()
  health.failed(0, 0)
  health.isWatched = true
  assert.equal(health.isUp(1_000_000), false)
  assert.equal(health.failed(1_000_000, 0), undefined)
  health.succeeded()
  assert.equal(health.isUp(1_000_001), true)
})

test('it knows since when it is down, and when somebody wanted it', () => {
  const health = new Health()
  health.failed(5, 0)
  health.failed(2_000, 0)
  assert.equal(health.downSinceMs, 5)
  health.isUp(3_000)
  assert.equal(health.wantedMs, 3_000)
})
