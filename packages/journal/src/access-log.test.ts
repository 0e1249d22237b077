import assert from 'node:assert/strict'
import { test } from 'node:test'
import { combinedLogLine, commonLogLine, logTime } from './access-log.ts'
import { anEntry } from './testing/an-entry.ts'

test('the common format holds the absolute target and the user, as forward proxies log it', () => {
  assert.equal(
    commonLogLine(anEntry()),
    '127.0.0.1 - alice [21/Nov/2026:03:12:44 +0000] "GET http://origin.test/page HTTP/1.1" 200 1310',
  )
})

test('the combined format adds referer and user agent', () => {
  const entry = anEntry({ referer: 'http://a.test/', userAgent: 'curl/8.5.0' })
  assert.ok(combinedLogLine(entry).endsWith(' 200 1310 "http://a.test/" "curl/8.5.0"'))
  assert.ok(combinedLogLine(anEntry()).endsWith(' 200 1310 "-" "-"'))
})

test('what is missing is a dash, and the status has three digits always', () => {
  const entry = anEntry({
    user: undefined,
    status: 0,
    method: '',
    target: '',
    version: '',
    bytes: { fromClient: 3, toClient: 0 },
  })
  assert.equal(commonLogLine(entry), '127.0.0.1 - - [21/Nov/2026:03:12:44 +0000] "-" 000 -')
})

test('the client is its address without the port', () => {
  for (const [client, host] of [
    ['192.0.2.1:4711', '192.0.2.1'],
    ['192.0.2.1', '192.0.2.1'],
    ['[2001:db8::1]:4711', '[2001:db8::1]'],
    ['2001:db8::1', '2001:db8::1'],
  ] as const) {
    assert.ok(commonLogLine(anEntry({ client })).startsWith(`${host} - `), client)
  }
})

test('nothing that a client sends ends its field or the line', () => {
  const hostile = 'a"b\\c d\r\n127.0.0.1 - root [x] "GET / é😀'
  const entry = anEntry({ user: hostile, target: hostile, referer: hostile, userAgent: hostile })
  const line = combinedLogLine(entry)
  assert.match(line, /^[ -~]*$/)
  const quoted = String.raw`"((?:[^"\\]|\\.)*)"`
  const fields = new RegExp(
    String.raw`^(\S+) - (\S+) \[([^\]]+)\] ${quoted} (\d{3}) (\d+) ${quoted} ${quoted}$`,
  ).exec(line)
  assert.ok(fields, line)
  assert.equal(
    fields[2],
    'a\\"b\\\\c\\x20d\\x0d\\x0a127.0.0.1\\x20-\\x20root\\x20[x]\\x20\\"GET\\x20/\\x20\\xc3\\xa9\\xf0\\x9f\\x98\\x80',
  )
  assert.equal(fields[5], '200')
})

test('a user called dash, or with an empty name, is not taken for nobody', () => {
  assert.match(commonLogLine(anEntry({ user: '-' })), / - "-" \[/)
  assert.match(commonLogLine(anEntry({ user: '' })), / - "" \[/)
})

test('the time is that of the zone it is written in', () => {
  const time = Date.UTC(2026, 0, 1, 0, 30, 5)
  assert.equal(logTime(time, 0), '01/Jan/2026:00:30:05 +0000')
  assert.equal(logTime(time, 180), '01/Jan/2026:03:30:05 +0300')
  assert.equal(logTime(time, -210), '31/Dec/2025:21:00:05 -0330')
})
