import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ScriptReport, scriptLines } from './script-report.ts'

const UNREAD: ScriptReport = {
  script: '/etc/way.pac',
  url: 'https://example.com/',
  answer: 'unavailable',
  ways: [],
  alerts: [],
  problems: ['it cannot be read'],
  isDirectWhenDown: false,
}

test('a script that could not be asked has said nothing', () => {
  assert.deepEqual(scriptLines(UNREAD).slice(0, 3), [
    'it cannot be read',
    '',
    '/etc/way.pac could not be asked about https://example.com/',
  ])
})

test('what becomes of requests then depends on what else was named', () => {
  const last = (more: Partial<ScriptReport>) => scriptLines({ ...UNREAD, ...more }).at(-1)
  assert.match(last({})!, /^ {2}the relay answers with 502 PAC_UNAVAILABLE; a --to would/)
  assert.match(
    last({ answer: 'unusable' })!,
    /^ {2}the relay answers with 502 PAC_UNUSABLE; a --to/,
  )
  const direct = 'the origin itself (--direct-when-unreachable)'
  assert.equal(last({ isDirectWhenDown: true }), `  the relay asks ${direct}`)
  assert.equal(last({ otherwise: [] }), '  the relay asks those of --to')
  const both = { otherwise: [], isDirectWhenDown: true }
  assert.equal(last(both), `  the relay asks those of --to, then ${direct}`)
})

test('the ways of one that was asked are listed with what there is to say of them', () => {
  const ways = [{ way: 'http://a:1' }, { way: 'direct', note: 'not tried' }]
  const report: ScriptReport = { ...UNREAD, answer: 'ways', problems: [], ways, alerts: ['hm'] }
  assert.deepEqual(scriptLines(report), [
    '/etc/way.pac says for https://example.com/',
    '  alert: hm',
    '  http://a:1',
    '  direct  (not tried)',
  ])
})
