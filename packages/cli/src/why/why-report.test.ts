import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stripVTControlCharacters } from 'node:util'
import { Fault } from '@hopwise/journal'
import { cellWidth } from '@hopwise/journal/cell-width'
import { type SceneOptions, scene } from '../testing/scene.ts'
import { type WhyAsked, whyOf } from '../testing/why.ts'
import { whyReport } from './why-report.ts'

function report(asked: WhyAsked, options: SceneOptions = {}): string {
  return whyReport(whyOf(asked), scene(options).surroundings)
}

test('a refusal is told with its rule, its answer and its line of the journal', () => {
  const text = report({ to: 'www.games.example:443' })
  assert.match(
    text,
    /^CONNECT www\.games\.example:443 by alice \(basic\) from 192\.0\.2\.7, sat 12:00/,
  )
  assert.match(text, /gets 407 and is asked for:\n {2}Proxy-Authenticate: Basic realm="test"/)
  assert.match(text, /alice is made up\. In the groups ops\./)
  assert.match(
    text,
    /1\. no games: refuses it\n {3}- the destination www\.games\.example, port 443,/,
  )
  assert.match(text, /2\. soon: not asked\n3\. inside: not asked\n4\. otherwise: not asked\n/)
  assert.match(
    text,
    /\nHTTP\/1\.1 403 Forbidden\nDate: .*\nProxy-Status: us; error=http_request_denied/,
  )
  assert.match(text, /"status":403,.*"rule":"no games"/)
})

test('what is let through says what is not known about it', () => {
  const text = report({ to: 'a.soon.example:443' })
  assert.match(text, /2\. soon: would refuse, but only reports/)
  assert.match(text, /4\. otherwise: allows it\n {3}- no rule decided/)
  assert.match(text, /connect to the host and pass on its answer\. The host was not\nresolved: /)
  const known = report({ to: 'a.test:443', addresses: ['93.184.216.34'] })
  assert.match(known, /connect to 93\.184\.216\.34:443 and pass on its answer\.\n/)
})

test('what depends on addresses says so, and has no line of the journal', () => {
  const text = report({ to: 'http://a.test/' })
  assert.match(text, /3\. inside: has to know the addresses/)
  assert.match(text, /It depends on what the host resolves to/)
  assert.doesNotMatch(text, /journal/)
})

test('nobody who signed in is asked to, and no rule is', () => {
  const text = report({ to: 'a.test:443', isAnonymous: true })
  assert.match(text, /by nobody who signed in/)
  assert.match(text, /They are not asked\./)
  assert.match(text, /\nHTTP\/1\.1 407 /)
})

test('who needs no credentials, and whom none would help, is told so', () => {
  const why = whyOf({ to: 'a.test:443' })
  const { surroundings } = scene()
  const lab = { ...why, first: why.told ?? why.first }
  assert.match(whyReport(lab, surroundings), /is taken for alice \(basic\) and needs none\./)
  const fault = new Fault('ADDRESS_FORBIDDEN', 'no')
  const entry = { ...why.first.entry!, status: 403 }
  const shut = { ...why, first: { ...why.first, answer: undefined, fault, entry } }
  assert.match(whyReport(shut, surroundings), /refused with 403 ADDRESS_FORBIDDEN, and no\s/)
})

test('on a narrow terminal text is wrapped, and only on a terminal it is coloured', () => {
  const narrow = report({ to: 'www.games.example:443' }, { isTty: true, columns: 40 })
  assert(narrow.includes('\x1b[1m'))
  const plain = stripVTControlCharacters(narrow)
  const prose = plain
    .split('\n')
    .filter((line) => line.includes(' ') && !/^ *[A-Z{][\w-]*[:"]/.test(line))
  for (const line of prose) assert(cellWidth(line) <= 40, line)
  assert(!report({ to: 'www.games.example:443' }).includes('\x1b'))
  assert(!report({ to: 'a:1' }, { isTty: true, env: { NO_COLOR: '1' } }).includes('\x1b'))
})

test('what goes through a parent says so, and who resolves names', () => {
  const why = whyOf({ to: 'a.test:443' })
  const { told } = why
  assert(told?.entry !== undefined)
  const through = { ...why, told: { ...told, entry: { ...told.entry, parent: 'corp' } } }
  const text = whyReport(through, scene({}).surroundings)
  assert.match(text, /would send it through the parent corp, or the next one that is up/)
  assert.doesNotMatch(text, /egress guard/)
})

test('where a script says the way, it is named', () => {
  const why = whyOf({ to: 'a.test:443' })
  const { told } = why
  assert(told?.entry !== undefined)
  const through = { ...why, told: { ...told, entry: { ...told.entry, script: 'way.pac' } } }
  assert.match(whyReport(through, scene({}).surroundings), /The PAC script way\.pac says which way/)
})
