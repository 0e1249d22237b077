import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { plainHost } from './host-name.ts'
import { matchHosts } from './match-hosts.ts'
import { NameIndex } from './name-index.ts'
import { hostPatternOf } from './testing/question.ts'

test('every owner whose pattern means the destination is named, once', () => {
  const index = new NameIndex()
  index.add(0, ['*'].map(hostPatternOf))
  index.add(1, ['example.com', '.example.com'].map(hostPatternOf))
  index.add(2, ['*.example.com:443'].map(hostPatternOf))
  index.add(3, ['10.0.0.0/8', '*.com:80'].map(hostPatternOf))
  assert.deepEqual([...index.meant('example.com', 443)].sort(), [0, 1])
  assert.deepEqual([...index.meant('a.b.example.com', 443)].sort(), [0, 1, 2])
  assert.deepEqual([...index.meant('a.b.example.com', 80)].sort(), [0, 1, 3])
  assert.deepEqual([...index.meant('10.0.0.1', 80)].sort(), [0])
})

test('the index says what matching one pattern after another says', () => {
  const label = fc.constantFrom('a', 'b', 'com')
  const name = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.'))
  const start = fc.constantFrom('', '*.', '.')
  const port = fc.constantFrom('', ':80', ':80-443')
  const pattern = fc.oneof(
    fc.tuple(start, name, port).map((parts) => parts.join('')),
    port.map((text) => `*${text}`),
  )
  fc.assert(
    fc.property(fc.array(pattern), name, fc.constantFrom(80, 443, 8080), (texts, host, at) => {
      const patterns = texts.map(hostPatternOf)
      const index = new NameIndex()
      for (const [owner, each] of patterns.entries()) index.add(owner, [each])
      const meant = index.meant(plainHost(host), at)
      for (const [owner, each] of patterns.entries()) {
        const one = matchHosts([each], { host, port: at, addresses: undefined }, 'some')
        assert.equal(meant.has(owner), one === 'yes', each.text)
      }
    }),
  )
})
