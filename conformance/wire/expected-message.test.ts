import assert from 'node:assert/strict'
import { test } from 'node:test'
import { matchedLength } from './expected-message.ts'

const answer = 'HTTP/1.1 200 OK\r\nA: 1\r\nB: 2\r\nA: 3\r\n\r\nbody'

function match(block: string, octets: string, inOrder = false, ended = false): number | undefined {
  return matchedLength({ block, inOrder }, {}, octets, ended)
}

test('fields of different names may come in any order, those of one name may not', () => {
  assert.equal(match('HTTP/1.1 200 OK\nB: 2\nA: 1\nA: 3\n\nbody\\\n', answer), answer.length)
  assert.throws(() => match('HTTP/1.1 200 OK\nB: 2\nA: 3\nA: 1\n\n', answer), /expected A: 3/)
})

test('in order means every line in its place', () => {
  assert.ok(match('HTTP/1.1 200 OK\nA: 1\nB: 2\nA: 3\n\n', answer, true))
  assert.throws(() => match('HTTP/1.1 200 OK\nB: 2\nA: 1\nA: 3\n\n', answer, true), /expected B/)
})

test('a line too many or too few does not match, unless others are allowed', () => {
  assert.throws(() => match('HTTP/1.1 200 OK\nA: 1\nA: 3\n\n', answer), /not expected: B: 2/)
  assert.throws(() => match('HTTP/1.1 200 OK\n{*}\nC: 2\n\n', answer), /expected C: 2/)
  assert.equal(match('HTTP/1.1 200 OK\n{*}\nA: 3\n\n', answer), answer.length - 4)
})

test('an absent field must be absent', () => {
  assert.throws(() => match('HTTP/1.1 200 OK\n{*}\n!b\n\n', answer), /expected no b, found B: 2/)
  assert.ok(match('HTTP/1.1 200 OK\n{*}\n!C\n\n', answer))
})

test('more is waited for while the connection is open', () => {
  const block = 'HTTP/1.1 200 OK\n{*}\n\nbody!\\\n'
  assert.equal(match(block, answer), undefined)
  assert.throws(() => match(block, answer, false, true), /ended before/)
  assert.throws(() => match(block, `${answer}?`), /other octets came/)
})

test('a whole body is as long as its head says', () => {
  const head = 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n'
  const block = 'HTTP/1.1 200 OK\n{*}\n\n{body}\n'
  assert.equal(match(block, `${head}ab`), undefined)
  assert.equal(match(block, `${head}abcd`), head.length + 3)
})

test('a chunked body is compared by its content', () => {
  const head = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'
  const whole = 'HTTP/1.1 200 OK\n{*}\n\n{chunked}\nhello\\\n'
  const unfinished = whole.replace('chunked', 'chunked, unfinished')
  const chunks = '4\r\nhell\r\n1\r\no\r\n'
  assert.equal(match(whole, `${head}${chunks}`), undefined)
  assert.equal(match(whole, `${head}${chunks}0\r\n\r\nrest`), head.length + chunks.length + 5)
  assert.throws(() => match(whole, `${head}4\r\nhell\r\n0\r\n\r\n`), /too early/)
  assert.throws(() => match(whole, `${head}5\r\nhallo`), /other content/)
  assert.equal(match(unfinished, `${head}${chunks}`), head.length + chunks.length)
  assert.throws(() => match(unfinished, `${head}${chunks}0\r\n\r\n`), /was completed/)
})

test('a block without an empty line is plain octets', () => {
  assert.equal(match('ping\\\n', 'pingpong'), 4)
  assert.throws(() => match('ping\\\n', 'pong'), /other octets came/)
})
