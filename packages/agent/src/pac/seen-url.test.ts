import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seenUrl } from './seen-url.ts'

const SEEN: readonly [given: string, url: string, host: string][] = [
  ['https://a.example/token/secret?key=secret#secret', 'https://a.example/', 'a.example'],
  ['https://me:secret@a.example:8443/', 'https://a.example:8443/', 'a.example'],
  ['wss://a.example/secret', 'wss://a.example/', 'a.example'],
  ['ftp://a.example/secret', 'ftp://a.example/', 'a.example'],
  ['http://me:secret@a.example/path?query#secret', 'http://a.example/path?query', 'a.example'],
  ['http://A.Example:80', 'http://a.example/', 'a.example'],
  ['http://b\u00fccher.example/', 'http://xn--bcher-kva.example/', 'xn--bcher-kva.example'],
  ['https://[2001:DB8::1]:444/x', 'https://[2001:db8::1]:444/', '2001:db8::1'],
  ['http://0x7f.1/', 'http://127.0.0.1/', '127.0.0.1'],
]

for (const [given, url, host] of SEEN) {
  test(`of ${given} a script sees ${url}`, () => {
    const seen = seenUrl(given)
    assert.deepEqual({ url: seen.url, host: seen.host }, { url, host })
    assert.doesNotMatch(JSON.stringify(seen), /secret/)
  })
}

test('for messages there is only the origin', () => {
  assert.equal(seenUrl('http://a.example:81/path?query').origin, 'http://a.example:81')
})

test('what names no host is an error', () => {
  assert.throws(() => seenUrl('data:,x'), TypeError)
  assert.throws(() => seenUrl('/path'), TypeError)
})
