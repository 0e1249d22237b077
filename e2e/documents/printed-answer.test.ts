import assert from 'node:assert/strict'
import { test } from 'node:test'
import { differenceTo, onPorts, portsIn } from './printed-answer.ts'

const CASES: readonly (readonly [name: string, shown: string, printed: string, fits: boolean])[] = [
  ['the same', 'one\ntwo\n', 'one\ntwo\n', true],
  ['carriage returns and blanks at the end', 'one\n\ntwo\n', 'one\r\n\r\ntwo  ', true],
  ['another line', 'one\ntwo\n', 'one\nzwei\n', false],
  ['a line too many', 'one\n', 'one\ntwo\n', false],
  ['a line too few', 'one\ntwo\n', 'one\n', false],
  ['nothing where something is shown', 'one\n', '', false],
  ['something where nothing is shown', '', 'one\n', false],
  ['anything in a line', 'from … to …\n', 'from here to there\n', true],
  ['anything in a line, and not beyond it', 'from … to\n', 'from here\nto\n', false],
  ['what looks like a pattern is text', 'a.c (1)\n', 'abc 1\n', false],
  ['any number of lines', 'one\n…\nfour\n', 'one\ntwo\nthree\nfour\n', true],
  ['none of them', 'one\n…\ntwo\n', 'one\ntwo\n', true],
  ['lines after them that begin twice', '…\na\nb\n', 'a\na\nb\n', true],
  ['two gaps', 'a\n…\nc\n…\ne\n', 'a\nb\nc\nd\ne\n', true],
  ['lines to the end', 'one\n…\n', 'one\ntwo\nthree\n', true],
  ['something missing after any lines', 'one\n…\nfour\n', 'one\ntwo\n', false],
  ['more after what follows any lines', '…\ntwo\n', 'one\ntwo\nthree\n', false],
]

for (const [name, shown, printed, fits] of CASES) {
  test(`${name}: ${fits ? 'fits' : 'does not fit'}`, () => {
    assert.equal(differenceTo(shown, printed) === undefined, fits)
  })
}

test('what differs is said with its line', () => {
  assert.match(differenceTo('one\ntwo\n', 'one\nzwei\n') ?? '', /^line 2 of the page: not "two"/)
  assert.match(differenceTo('one\n', 'one\ntwo\n') ?? '', /^line 2 of the page: more than/)
})

test('ports are found and put in the place of the documented ones', () => {
  const text = 'listen: 127.0.0.1:4070\ncurl -x http://localhost:4443 http://[::1]:8080/ 12:30:00'
  assert.deepEqual(portsIn(text), ['4070', '4443', '8080'])
  assert.equal(
    onPorts('--bind 127.0.0.1 8080', () => 1),
    '--bind 127.0.0.1 1',
  )
  assert.equal(
    onPorts('microsocks -i 127.0.0.1 -p 1080', () => 1),
    'microsocks -i 127.0.0.1 -p 1',
  )
  assert.match(
    onPorts(text, (port) => Number(port) + 1),
    /:4071\n.*localhost:4444 .*:8081\/ 12:30:00$/,
  )
})
