import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cellWidth } from './cell-width.ts'
import type { Entry } from './entry.ts'
import { type LiveView, oneLine } from './one-line.ts'
import { anEntry } from './testing/an-entry.ts'

const WIDE: LiveView = { columns: 160, colour: false, offsetMinutes: 0, language: 'en' }
const COLOURED: LiveView = { ...WIDE, colour: true }

const CHALLENGED = anEntry({
  outcome: 'challenged',
  status: 407,
  user: undefined,
  fault: 'CREDENTIALS_MISSING',
  reason: 'credentials-missing',
})
const REJECTED = anEntry({
  outcome: 'refused',
  status: 407,
  fault: 'CREDENTIALS_REJECTED',
  reason: 'wrong-password',
})
const REFUSED = anEntry({ outcome: 'failed', status: 502, fault: 'CONNECT_REFUSED' })
const NO_HEAD = anEntry({ outcome: 'aborted', status: 0, method: '', target: '', version: '' })

const LINES: readonly [name: string, entry: Entry, line: string][] = [
  [
    'an exchange that went well says no more than it must',
    anEntry(),
    '03:12:44 200 GET     alice        12 ms  origin.test/page',
  ],
  [
    'a first challenge says so in plain words, without a fault',
    CHALLENGED,
    '03:12:44 407 GET     -            12 ms  origin.test/page  asked to sign in',
  ],
  [
    'a refused password shows fault, title and the reason only operators see',
    REJECTED,
    '03:12:44 407 GET     alice        12 ms  origin.test/page  CREDENTIALS_REJECTED Wrong name or password (wrong-password)',
  ],
  [
    'an error of the server is told from one of ours',
    anEntry({ status: 502 }),
    '03:12:44 502 GET     alice        12 ms  origin.test/page  from the server',
  ],
  [
    'a tunnel is called one',
    anEntry({ outcome: 'tunnelled', method: 'CONNECT', target: 'a.test:443' }),
    '03:12:44 200 CONNECT alice        12 ms  a.test:443  tunnel',
  ],
  [
    'a request that could not be read still has a line',
    NO_HEAD,
    '03:12:44 --- -       alice        12 ms  -  cut short',
  ],
]
for (const [name, entry, line] of LINES) {
  test(name, () => assert.equal(oneLine(entry, WIDE), line))
}

test('the time of day is that of the reader', () => {
  assert.match(oneLine(anEntry(), { ...WIDE, offsetMinutes: -210 }), /^23:42:44 /)
})

test('no line is wider than the terminal, at any width', () => {
  const long = { target: `http://a.test/${'abc/'.repeat(50)}`, user: '日本語の名前です' }
  for (const entry of [anEntry(), CHALLENGED, REJECTED, REFUSED, NO_HEAD]) {
    for (let columns = 1; columns <= 200; columns++) {
      for (const colour of [true, false]) {
        const line = oneLine({ ...entry, ...long }, { ...WIDE, columns, colour })
        assert.ok(cellWidth(withoutColour(line)) <= columns, `${columns}: ${line}`)
      }
    }
  }
})

test('a long target loses its middle, not its host or its end', () => {
  const target = `http://host.test/${'abc/'.repeat(50)}last.js`
  const line = oneLine(anEntry({ target }), { ...WIDE, columns: 90 })
  assert.match(line, /host\.test.*….*last\.js$/)
})

test('colour changes nothing but the colour', () => {
  for (const entry of [anEntry(), CHALLENGED, REJECTED, REFUSED, NO_HEAD]) {
    assert.equal(withoutColour(oneLine(entry, COLOURED)), oneLine(entry, WIDE))
  }
})

test('a first challenge is dim as a whole, a failure is red', () => {
  assert.match(coded(CHALLENGED), /^<2>[^<]*<0>$/)
  assert.match(coded(REFUSED), /<31>502<0>.*<31>CONNECT_REFUSED/)
  assert.match(coded(anEntry()), /<32>200<0>/)
  assert.match(coded(anEntry({ status: 999 })), /<31>999<0>/)
})

test('an edited journal cannot move the cursor', () => {
  const hostile = 'a\x1b[2J\r\n\u202eb'
  const entry = anEntry({ method: hostile, target: hostile, user: hostile, reason: hostile })
  assert.doesNotMatch(oneLine(entry, WIDE), /[\p{Cc}\p{Cf}]/u)
})

/** The coloured line with `<31>` where the terminal gets the code. */
function coded(entry: Entry): string {
  return oneLine(entry, COLOURED)
    .replaceAll('\x1b[', '<')
    .replace(/(<\d+)m/g, '$1>')
}

function withoutColour(line: string): string {
  return line.replaceAll('\x1b[', '<').replace(/<\d+m/g, '')
}
