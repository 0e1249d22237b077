import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aParent, withLogin } from '../../testing/parents.ts'

test('two parents of one name and address share no connections', () => {
  assert.notEqual(aParent(1).key, aParent(1).key)
})

test('its label says name and address, without credentials', () => {
  const parent = aParent(8080, { name: 'corp', credentials: withLogin('us', 'secret') })
  assert.equal(parent.label, 'corp (http://127.0.0.1:8080)')
  assert.equal(aParent(8080, { name: '127.0.0.1:8080' }).label, 'http://127.0.0.1:8080')
})

test('content is streamed to a parent that will not ask, and to no other', () => {
  assert.equal(aParent(1, { credentials: { kind: 'pass-through' } }).mayStream, true)
  const parent = aParent(1, { credentials: withLogin('us', 'secret') })
  assert.equal(parent.mayStream, false)
  assert.equal(aParent(1, { scheme: 'socks5' }).mayStream, true)
  parent.asksNobody = true
  assert.equal(parent.mayStream, true)
})
