import assert from 'node:assert/strict'
import { test } from 'node:test'
import { field } from '@hopwise/http'
import { isAskedByOwnName } from './asked-by-own-name.ts'

const CASES: readonly [host: string, isOwn: boolean][] = [
  ['127.0.0.1:4071', true],
  ['127.0.0.2:4071', true],
  ['LOCALHOST', true],
  ['[::1]:4071', true],
  ['evil.example:4071', false],
  ['127.0.0.1.evil.example', false],
  ['a b', false],
]

for (const [host, isOwn] of CASES) {
  test(`${host} is ${isOwn ? 'a name of this machine' : 'somebody else'}`, () => {
    assert.equal(isAskedByOwnName([field('Host', host)], 'http://127.0.0.2:4071'), isOwn)
  })
}

test('without a Host it is nobody\u2019s name', () => {
  assert.equal(isAskedByOwnName([], 'http://127.0.0.1:4071'), false)
})
