import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeEntry, encodeEntry } from './ndjson.ts'
import { anEntry } from './testing/an-entry.ts'

const FULL = anEntry({
  scheme: 'basic',
  reason: 'wrong-password',
  fault: 'CREDENTIALS_REJECTED',
  detail: 'a "quoted"\nline',
  route: 'direct',
  nextHop: '192.0.2.1:80',
  reused: false,
  receivedStatus: 404,
  userAgent: 'curl/8.5.0',
  referer: 'http://a.test/',
})

test('an entry read back is the entry that was written', () => {
  for (const entry of [anEntry(), FULL]) {
    assert.deepEqual(decodeEntry(encodeEntry(entry)), { value: entry, problems: [] })
  }
})

test('an entry is one line, whatever its texts hold', () => {
  assert.doesNotMatch(encodeEntry(FULL), /[\r\n]/)
})

test('what is not known is not written', () => {
  assert.doesNotMatch(encodeEntry(anEntry({ reason: undefined })), /reason/)
})

test('a line that was cut off by a crash has no value and says so, at any length', () => {
  const line = encodeEntry(FULL)
  for (let length = 0; length < line.length; length++) {
    const { value, problems } = decodeEntry(line.slice(0, length))
    assert.equal(value, undefined)
    assert.equal(problems.length, 1)
  }
})

test('JSON that is not an object is no entry', () => {
  for (const line of ['null', '[]', '1', '"x"', 'true']) {
    assert.equal(decodeEntry(line).value, undefined, line)
    assert.match(decodeEntry(line).problems[0]!.problem, /not an object/)
  }
})

test('a field that must be there is named when it is missing', () => {
  const { target: _, ...rest } = anEntry()
  assert.deepEqual(decodeEntry(JSON.stringify(rest)), {
    value: undefined,
    problems: [{ field: 'target', problem: 'is missing' }],
  })
})

test('an optional field that is wrong is left out, and named', () => {
  const { value, problems } = decodeEntry(JSON.stringify({ ...FULL, fault: 'NEWER', reused: 1 }))
  assert.equal(value?.fault, undefined)
  assert.equal(value?.reused, undefined)
  assert.equal(value?.user, 'alice')
  assert.deepEqual(
    problems.map((problem) => problem.field),
    ['fault', 'reused'],
  )
})

test('wrong numbers inside are named with their path', () => {
  const line = JSON.stringify({
    ...anEntry(),
    phases: { receive: -1, relay: 5 },
    bytes: { fromClient: '1', toClient: 2 },
  })
  const { value, problems } = decodeEntry(line)
  assert.equal(value, undefined)
  assert.deepEqual(
    problems.map((problem) => problem.field),
    ['phases.receive', 'bytes.fromClient'],
  )
})

test('a part that is not an object is named, and without it there is no entry', () => {
  for (const phases of [null, 5, [], 'x']) {
    const { value, problems } = decodeEntry(JSON.stringify({ ...anEntry(), phases }))
    assert.equal(value, undefined)
    assert.deepEqual(problems, [{ field: 'phases', problem: 'is not an object' }])
  }
})

test('fields of a later version are passed over', () => {
  const line = JSON.stringify({ ...anEntry(), later: { a: 1 } })
  assert.deepEqual(decodeEntry(line), { value: anEntry(), problems: [] })
})

test('a line cannot reach into the prototype', () => {
  const line = encodeEntry(anEntry()).replace('{', '{"__proto__":{"user":"root"},')
  assert.equal(Object.getPrototypeOf(decodeEntry(line).value), Object.prototype)
  const outcome = JSON.stringify(anEntry()).replace('"relayed"', '"constructor"')
  assert.deepEqual(decodeEntry(outcome).problems, [
    { field: 'outcome', problem: 'is not an outcome' },
  ])
})
