import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventually } from '../testing/eventually.ts'
import { HandshakeReport } from './handshake-report.ts'

const http = Object.assign(new Error('x'), { code: 'ERR_SSL_HTTP_REQUEST' })
const other = Object.assign(new Error('x'), { code: 'ERR_SSL_SOMETHING' })

test('the first failure is told at once, in words', () => {
  const said: string[] = []
  const report = new HandshakeReport('0.0.0.0:4443', (sentence) => said.push(sentence))
  report.failed('192.0.2.7', http)
  report.close()
  assert.deepEqual(said, [
    '0.0.0.0:4443: no TLS with 192.0.2.7: it speaks HTTP without TLS (its proxy address should begin with https://)',
  ])
})

test('a thousand failures are two sentences', async (t) => {
  const said: string[] = []
  const report = new HandshakeReport('[::]:1', (sentence) => said.push(sentence), 20)
  t.after(() => report.close())
  for (let i = 0; i < 1000; i++) report.failed('::1', other)
  assert.equal(said.length, 1)
  // The report's own timer does not keep the process alive; this one does while the test waits.
  await eventually(() => said.length === 2, 'the sentence about the others')
  assert.equal(
    said[1],
    '[::]:1: 999 more handshakes failed, the latest with ::1: ERR_SSL_SOMETHING',
  )
})

test('a quiet interval is not mentioned, and the next failure is told at once', async (t) => {
  const said: string[] = []
  const report = new HandshakeReport('a', (sentence) => said.push(sentence), 5)
  t.after(() => report.close())
  report.failed('b', other)
  await eventually(() => {
    if (said.length === 1) report.failed('c', other)
    return said.length >= 2
  }, 'a second sentence')
})
