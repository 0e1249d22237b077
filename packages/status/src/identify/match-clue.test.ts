import assert from 'node:assert/strict'
import { test } from 'node:test'
import { matchClue, type OwnClue } from './match-clue.ts'
import { observe, type ResponseEvidence } from './observation.ts'

const match = (clue: OwnClue, evidence: ResponseEvidence) => matchClue(clue, observe(evidence))

test('a field is found by its name, and by its value if a pattern is given', () => {
  const clue: OwnClue = { kind: 'field', name: 'server', pattern: '^cloudflare', weight: 'strong' }
  assert.deepEqual(match(clue, { headers: { Server: 'CloudFlare' } }), {
    kind: 'field',
    weight: 'strong',
    what: 'server',
    value: 'CloudFlare',
  })
  assert.equal(match(clue, { headers: { Server: 'not cloudflare' } }), undefined)
  assert.equal(match(clue, { headers: { Via: 'cloudflare' } }), undefined)
  const any: OwnClue = { kind: 'field', name: 'cf-ray', weight: 'strong' }
  assert.equal(match(any, { headers: { 'cf-ray': '' } })?.what, 'cf-ray')
})

test('every line of a field is looked at, and a star stands for the rest of a name', () => {
  const clue: OwnClue = { kind: 'field', name: 'x-akamai-*', pattern: 'b', weight: 'weak' }
  assert.equal(match(clue, { headers: { 'X-Akamai-Request': ['a', 'b'] } })?.value, 'b')
  assert.equal(match(clue, { headers: { 'X-Akamai': 'b' } }), undefined)
})

test('body, reason, log and client are looked for in their own place', () => {
  const pattern = 'frozen'
  const cases: readonly (readonly [OwnClue['kind'], ResponseEvidence])[] = [
    ['body', { body: 'is frozen' }],
    ['reason', { reason: 'is frozen' }],
    ['log', { context: { seenIn: 'log', text: 'is frozen' } }],
    ['client', { context: { text: 'is frozen' } }],
  ]
  for (const [kind] of cases) {
    for (const [place, evidence] of cases) {
      const found = match({ kind, pattern, weight: 'weak' } as OwnClue, evidence)
      // A line of a log is also a text that a client may have printed.
      const isExpected = kind === place || (kind === 'client' && place === 'log')
      assert.equal(found !== undefined, isExpected, `${kind} in ${place}`)
    }
  }
})

test('a clue that says nothing without the number stays silent without it', () => {
  const clue: OwnClue = { kind: 'body', pattern: 'x', weight: 'settles', needsCode: true }
  assert.equal(match(clue, { body: 'x' }), undefined)
  assert.equal(match(clue, { body: 'x', code: 530 })?.weight, 'settles')
})

test('a log clue without a pattern is no mark by itself', () => {
  const context = { seenIn: 'log', text: 'anything' } as const
  assert.equal(match({ kind: 'log', weight: 'strong' }, { context }), undefined)
})
