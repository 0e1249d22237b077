import assert from 'node:assert/strict'
import { test } from 'node:test'
import { malformedScheme } from './malformed-scheme.ts'

const MISTYPED: readonly [text: string, beginning: string, meant: string][] = [
  ['http//proxy:3128', 'http//', 'http://'],
  ['HTTP/proxy:3128', 'HTTP/', 'http://'],
  ['https:/proxy:3128', 'https:/', 'https://'],
  ['http;//proxy:3128', 'http;//', 'http://'],
  ['http:://proxy:3128', 'http:://', 'http://'],
  ['http:///proxy:3128', 'http:///', 'http://'],
  ['http:\\\\proxy:3128', 'http:\\\\', 'http://'],
  ['socks5//us:secret@proxy', 'socks5//', 'socks5://'],
  ['http:/us:secret@proxy', 'http:/', 'http://'],
  ['http://http://us:secret@proxy', 'http://http://', 'http://'],
  ['http://https:/proxy', 'http://https:/', 'https://'],
]
for (const [text, beginning, meant] of MISTYPED) {
  test(`${text} begins with ${beginning}, where ${meant} was meant`, () => {
    assert.deepEqual(malformedScheme(text), { beginning, meant })
  })
}

const WELL: readonly string[] = [
  'http://proxy:3128',
  'https://http:3128',
  'http:3128',
  'socks5h://proxy/',
  'http://us:p/w//x@proxy',
  'us:http//@proxy',
  'httpbin//x',
  'http.example/',
  'http:secret@proxy',
  '',
]
for (const text of WELL) {
  test(`"${text}" has no scheme that is mistyped`, () => {
    assert.equal(malformedScheme(text), undefined)
  })
}
