import assert from 'node:assert/strict'
import { test } from 'node:test'
import { entryById } from '@hopwise/status/all'
import { codeFacts } from './code-facts.ts'
import { staticScene } from './scene.ts'

const factsOf = (id: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    codeFacts(entryById(id)!.row, staticScene('en')).map(([label, value]) => [label, `${value}`]),
  )

test('a registered code tells party, actors, headers, crawlers and specification', () => {
  const facts = factsOf('iana/407')
  assert.equal(facts['On whose side'], 'the client')
  assert.match(facts['Who acts']!, /^the person at the client; then: /)
  assert.equal(facts['Headers'], '<code>Proxy-Authenticate</code> must be sent')
  assert.match(facts['Search engines']!, /Google: .*Yandex: /)
  assert.match(facts['Described in']!, /<a href="https:.*">RFC 9110 §15\.5\.8<\/a>/)
  assert.equal(facts['The client sees'], '')
})

test('a number that only a log has says what the client sees', () => {
  assert.equal(factsOf('nginx/499')['The client sees'], 'no response with this number')
  assert.equal(factsOf('nginx/494')['The client sees'], '<a href="400.html">400</a>')
})
