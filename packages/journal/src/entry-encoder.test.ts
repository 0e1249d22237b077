import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Entry } from './entry.ts'
import { EntryEncoder } from './entry-encoder.ts'
import { PHASES } from './phase.ts'
import { anEntry } from './testing/an-entry.ts'

/** Each field as it is not in `anEntry`: who adds one to the entry adds it here, and to what is compared. */
const OTHERS: { readonly [F in keyof Required<Entry>]: Entry[F] } = {
  exchange: 'ZZZZ-"-\\',
  time: 1,
  client: '192.0.2.99',
  outcome: 'failed',
  status: 599,
  method: 'BREW',
  target: 'http://a.test/"\\\u2028\u0007é',
  version: 'HTTP/1.0',
  user: 'somebody else',
  scheme: 'bearer',
  reason: 'other-reason',
  fault: 'RELAY_IDLE',
  detail: 'a "quoted"\nline',
  rule: 'rule 9',
  wouldRefuse: 'rule 10',
  route: 'own',
  script: 'http://wpad/wpad.dat',
  parent: 'backup',
  nextHop: '192.0.2.1:81',
  reused: true,
  receivedStatus: 503,
  userAgent: 'curl/0 \\ "x"',
  referer: 'http://b.test/',
  phases: { relay: 7 },
  bytes: { fromClient: 98, toClient: 99 },
}

const encoder = new EntryEncoder()
const encoded = (entry: Entry): string => Buffer.from(encoder.encode(entry)).toString()

test('whichever field differs from the entry before, the line says what the entry says', () => {
  for (const name of Object.keys(OTHERS) as (keyof Entry)[]) {
    for (const entry of [anEntry(), { ...anEntry(), [name]: OTHERS[name] }, anEntry(), OTHERS]) {
      assert.deepEqual(JSON.parse(encoded(entry)), JSON.parse(JSON.stringify(entry)), name)
    }
  }
})

test('what is undefined is as if it were absent, also where the entry before had it', () => {
  for (const entry of [OTHERS, anEntry({ user: undefined, reused: undefined }), anEntry()]) {
    assert.deepEqual(JSON.parse(encoded(entry)), JSON.parse(JSON.stringify(entry)))
  }
})

test('whichever phases were entered are written, and no others', () => {
  for (let set = 0; set < 2 ** PHASES.length; set++) {
    const entered = PHASES.filter((_, index) => (set & (1 << index)) !== 0)
    const phases = Object.fromEntries(entered.map((phase, index) => [phase, index * 1e9]))
    assert.deepEqual(JSON.parse(encoded(anEntry({ phases }))).phases, phases)
  }
})

test('fields stand in the order of the entry', () => {
  const line = encoded(OTHERS)
  const order = Object.keys(OTHERS).map((name) => line.indexOf(`"${name}":`))
  assert.deepEqual(
    order,
    order.toSorted((a, b) => a - b),
  )
})
