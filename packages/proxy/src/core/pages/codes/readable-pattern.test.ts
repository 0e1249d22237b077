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
  ['^1\\d{3}$', 'is', ['1…']],
  ['\\b(?:530|site)[^<]{0,40}\\bfrozen\\b', 'contains', ['530…frozen', 'site…frozen']],
  [';\\s*error="?dns_error"?\\s*(?:[;,]|$)', 'contains', ['; error="dns_error"']],
  ['(?<![\\w])Error(?![\\w])', 'contains', ['Error']],
  ['\\bTCP_HIT(?=/\\d)', 'contains', ['TCP_HIT']],
  ['\\bcurl: \\(7\\)|\\bCURLE_X\\b', 'contains', ['curl: (7)', 'CURLE_X']],
  ['(?:^|,\\s*)110 ', 'contains', ['110']],
] as const

for (const [pattern, how, texts] of CASES) {
  test(`${pattern} can be read`, () => assert.deepEqual(readablePattern(pattern), { how, texts }))
}

for (const pattern of ['a.c', '(a|b)|c', '[ab]', '^$']) {
  test(`${pattern} stays an expression`, () => {
    assert.deepEqual(readablePattern(pattern), { how: 'matches', texts: [pattern] })
  })
}
