import assert from 'node:assert/strict'
import { test } from 'node:test'
import vectors from '../../vectors/no-proxy.json' with { type: 'json' }
import { parseNoProxy } from './no-proxy.ts'

for (const dialect of ['curl', 'go', 'hopwise'] as const) {
  for (const { name, noProxy, host, port, ...expected } of vectors) {
    test(`${dialect}: ${name}`, () => {
      const entry = parseNoProxy(noProxy, dialect).entryFor({ host, port })
      assert.equal(entry !== undefined, expected[dialect])
    })
  }
}

test('the entry that matched is named as it was written', () => {
  const list = parseNoProxy('other.example, .Example.com:443')
  assert.equal(list.entryFor({ host: 'www.example.com', port: 443 }), '.Example.com:443')
})
