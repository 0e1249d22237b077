import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FAULTS, type FaultCode } from '../fault-codes.ts'
import { PHASES } from '../phase.ts'
import { ENGLISH } from './en.ts'

const TEXTS = Object.entries(ENGLISH.faults) as [FaultCode, (typeof ENGLISH.faults)[FaultCode]][]

test('there is a text for every fault, in the order of the faults', () => {
  assert.deepEqual(Object.keys(ENGLISH.faults), Object.keys(FAULTS))
})

test('no text repeats the name of its fault, in capitals or as filler', () => {
  for (const [code, text] of TEXTS) {
    for (const part of Object.values(text)) assert.doesNotMatch(part, /[A-Z]+_[A-Z_]+/, code)
    const words = code.toLowerCase().replaceAll('_', ' ')
    assert.notEqual(text.title.toLowerCase(), words, code)
  }
})

test('a title is a short heading of its own', () => {
  const titles = TEXTS.map(([, text]) => text.title)
  assert.equal(new Set(titles).size, titles.length)
  for (const title of titles) assert.match(title, /^[A-Z].{8,44}[^.!?]$/)
})

test('what happened is one sentence', () => {
  for (const [code, { happened }] of TEXTS) {
    assert.match(happened, /^[A-Z].{20,160}\.$/, code)
    // A full stop inside would begin another one; `1.0` and `http://.` do not.
    assert.doesNotMatch(happened.slice(0, -1), /[.!?] /, code)
  }
})

test('who must act is a person or nobody, never a thing left open', () => {
  for (const [code, { act }] of TEXTS) {
    assert.match(act, /^(You|Whoever|The operator|The people|Nobody)\b.*\.$/, code)
  }
})

test('how long it lasts says temporary, permanent or until when, as the retry hint does', () => {
  for (const [code, { lasts }] of TEXTS) {
    const { retry, status } = FAULTS[code]
    if (status === 499) continue
    if (retry === 'never') assert.match(lasts, /^Permanent/, code)
    if (retry === 'on-fresh-connection') assert.match(lasts, /^Temporary/, code)
    if (retry === 'after-credentials') assert.match(lasts, /^Until/, code)
    if (retry === 'later') assert.match(lasts, /^(Temporary|Permanent for .*later)/, code)
  }
})

test('the next step is an instruction: it begins with what to do', () => {
  for (const [code, { next }] of TEXTS) {
    const first = /^(For https:\/\/ addresses, let|[A-Z][a-z]+)\b/.exec(next)?.[0]
    assert.ok(first !== undefined && IMPERATIVES.has(first), `${code}: ${first}`)
    assert.match(next, /\.$/, code)
  }
})

test('the next step after a 407 shows how to sign in', () => {
  for (const [code, { next }] of TEXTS) {
    if (FAULTS[code].status !== 407) continue
    assert.match(next, /`[^`]*--proxy-user (?:NAME|token|:)[ `]/, code)
  }
})

test('what is typed stands between backticks that close', () => {
  for (const [code, text] of TEXTS) {
    for (const part of Object.values(text)) assert.equal(part.split('`').length % 2, 1, code)
  }
})

test('every text is ASCII, without filler and without words people do not know', () => {
  const words = [
    ...TEXTS.flatMap(([, text]) => Object.values(text)),
    ...Object.values(ENGLISH.parties),
    ...Object.values(ENGLISH.phases),
    ...Object.values(ENGLISH.retries),
    ...Object.values(ENGLISH.outcomes),
    ...Object.values(ENGLISH.labels),
  ]
  for (const text of words) {
    assert.match(text, /^[ -~]+$/)
    assert.doesNotMatch(text, FILLER, text)
  }
})

test('every phase has words', () => {
  assert.deepEqual(Object.keys(ENGLISH.phases), [...PHASES])
})

const IMPERATIVES = new Set([
  'Ask',
  'Check',
  'Choose',
  'Close',
  'Compare',
  'Delete',
  'Discard',
  'For https:// addresses, let',
  'Give',
  'Keep',
  'Let',
  'Look',
  'Open',
  'Reach',
  'Remove',
  'Report',
  'Send',
  'Set',
  'Split',
  'Start',
  'Tell',
  'Try',
  'Type',
  'Use',
  'Wait',
  'Write',
])

const FILLER =
  /\b(oops|sorry|unfortunately|please|simply|just|something went wrong|an error (has )?occurred|upstream|downstream|backend|handshake|endpoint|payload|daemon|DNS|TCP|socket)\b/i
