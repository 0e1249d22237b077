import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Secret } from '@hopwise/auth'
import { hideSent } from './hide-sent.ts'

const SENT = [new Secret('Basic YWxpY2U6b3BlbnNlc2FtZQ=='), new Secret('Bearer abcdef')]

test('what was sent is not in it any more, with its scheme or without', () => {
  const text =
    'You sent "Basic YWxpY2U6b3BlbnNlc2FtZQ==", that is YWxpY2U6b3BlbnNlc2FtZQ==, or abcdef'
  assert.equal(hideSent(text, SENT), 'You sent "[secret]", that is [secret], or [secret]')
})

test('a password that a page has decoded is not in it either', () => {
  assert.equal(hideSent('alice:opensesame, that is opensesame', SENT), '[secret], that is [secret]')
})

test('other text stays as it is', () => {
  assert.equal(hideSent('Basic realm="r"', SENT), 'Basic realm="r"')
  assert.equal(hideSent('a x b', [new Secret('Bearer x')]), 'a x b')
})
