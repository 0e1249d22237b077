import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseRound } from './wrk.ts'

const REPORT =
  'Running 2s test @ http://127.0.0.1:1/\n  1 threads and 64 connections\n' +
  'round {"requests":80000,"micros":2000000,"p50Micros":1500,"p99Micros":3250,' +
  '"status":0,"timeout":0,"connect":0}\n'

test('a round is read from the line of our script', () => {
  const expected = { requests: 80_000, perSecond: 40_000, p50Ms: 1.5, p99Ms: 3.25 }
  assert.deepEqual(parseRound(REPORT), expected)
})

test('a round with refusals is no measurement', () => {
  const refused = REPORT.replace('"status":0', '"status":79999')
  assert.throws(() => parseRound(refused), /79999 of 80000 requests failed/)
})

test('a round in which nothing was answered is no measurement', () => {
  assert.throws(() => parseRound(REPORT.replace('80000', '0')), /not one request/)
})

test('no report is an error that shows what wrk said', () => {
  assert.throws(() => parseRound('unable to connect to 127.0.0.1\n'), /unable to connect/)
})
