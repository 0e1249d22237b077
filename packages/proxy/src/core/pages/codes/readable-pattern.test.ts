import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readablePattern } from './readable-pattern.ts'

const CASES = [
  ['^(?:nginx|openresty)(?:[/ ]|$)', 'begins', ['nginx', 'openresty']],
  ['^mitmproxy', 'begins', ['mitmproxy']],
  ['^1\\.1 google$', 'is', ['1.1 google']],
  ['\\(squid', 'contains', ['(squid']],
  ['<body id="?ERR_DNS_FAIL\\b', 'contains', ['<body id="ERR_DNS_FAIL']],
  ['\\bCode: *`?FILE_NOT_FOUND\\b', 'contains', ['Code: FILE_NOT_FOUND']],
  [
    '(?:\\berror code:? ?|cf-error-code">\\s*)1016\\b',
    'contains',
    ['error code 1016', 'cf-error-code"> 1016'],
  ],
] as const

for (const [pattern, how, texts] of CASES) {
  test(`${pattern} can be read`, () => assert.deepEqual(readablePattern(pattern), { how, texts }))
}

for (const pattern of ['^1\\d{3}$', 'HTTP Error \\d{3}', 'a.c', '[ab]', '^$']) {
  test(`${pattern} stays an expression`, () => {
    assert.deepEqual(readablePattern(pattern), { how: 'matches', texts: [pattern] })
  })
}
