import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withoutUserinfo } from './userinfo.ts'

const CASES: readonly [target: string, authority: string, rest: string][] = [
  ['http://host/path', 'http://host', '/path'],
  ['http://u:p@host/path', 'http://host', '/path'],
  ['HTTP://u@host', 'HTTP://host', ''],
  ['http://u:p@[::1%25eth0]:80/a@b', 'http://[::1%25eth0]:80', '/a@b'],
  ['http://u:p@host/@scope/name', 'http://host', '/@scope/name'],
  ['http://host/@scope/name', 'http://host', '/@scope/name'],
  ['http://host/?to=a@b', 'http://host', '/?to=a@b'],
  ['http://u@v:p@host/', 'http://host', '/'],
  ['u:p@host:443', 'host:443', ''],
  ['host:443', 'host:443', ''],
  ['/path/@x', '', '/path/@x'],
  ['*', '*', ''],
  ['', '', ''],
]
for (const [target, authority, rest] of CASES) {
  test(`${target || 'nothing'} keeps its host and loses its userinfo`, () => {
    assert.deepEqual(withoutUserinfo(target), { authority, rest })
  })
}

const BROKEN = [
  'http://bob:se/cret@host/path',
  'http://bob:se?cret@host/path',
  'http://bob:se#cret@host/path',
  'http:\\\\bob:secret@host\\path',
  'http:bob:secret@host/path',
  'http:/bob:secret@host/path',
  '//bob:secret@host/path',
  'bob:secret@host/path',
  'ht tp://bob:secret@host/path',
  ' http://bob:secret@host/path',
  '@bob:secret@host/path',
]
for (const target of BROKEN) {
  test(`${target} keeps no password, though it is no valid target`, () => {
    const { authority, rest } = withoutUserinfo(target)
    assert.doesNotMatch(authority + rest, /bob|se|cret/)
    assert.match(authority + rest, /host/)
  })
}
