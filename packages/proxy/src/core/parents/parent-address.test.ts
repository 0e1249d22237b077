import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatParentAddress, parseParentAddress } from './parent-address.ts'

const read: readonly [string, string][] = [
  ['http://proxy.corp:8080', 'http://proxy.corp:8080'],
  ['HTTP://Proxy.Corp:8080/', 'http://proxy.corp:8080'],
  ['https://proxy.corp', 'https://proxy.corp:443'],
  ['http://[2001:db8::1]:3128', 'http://[2001:db8::1]:3128'],
  ['socks5://10.0.0.1', 'socks5://10.0.0.1:1080'],
  ['socks5h://gate:9', 'socks5://gate:9'],
]
for (const [text, canonical] of read) {
  test(`${text} is ${canonical}`, () => {
    const parsed = parseParentAddress(text)
    assert(parsed.kind === 'address')
    assert.equal(formatParentAddress(parsed.address), canonical)
  })
}

const refused: readonly [string, RegExp][] = [
  ['proxy.corp:8080', /^write a scheme/],
  ['http//alice:secret@proxy.corp:8080', /^write a scheme/],
  ['http://http//proxy.corp:8080', /no more$/],
  ['ftp://proxy.corp', /not ftp$/],
  ['http://alice:secret@proxy.corp', /^credentials do not belong/],
  ['http://proxy.corp/path', /no more$/],
  ['http://', /no more$/],
  ['http://proxy.corp:0', /no more$/],
]
for (const [text, problem] of refused) {
  test(`${text} is no parent, and what is said does not repeat it`, () => {
    const parsed = parseParentAddress(text)
    assert(parsed.kind === 'malformed')
    assert.match(parsed.problem, problem)
    assert.doesNotMatch(parsed.problem, /secret/)
  })
}
