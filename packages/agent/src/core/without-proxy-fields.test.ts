import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withoutProxyFields } from './without-proxy-fields.ts'

test('every form that undici takes loses the fields for a proxy', () => {
  assert.deepEqual(withoutProxyFields({ A: 'b', 'Proxy-Authorization': 'x' }), { A: 'b' })
  assert.deepEqual(withoutProxyFields(['A', 'b', 'PROXY-authorization', 'x', 'C', 'd']), [
    'A',
    'b',
    'C',
    'd',
  ])
  assert.deepEqual(withoutProxyFields(new Headers({ a: 'b', 'proxy-authorization': 'x' })), {
    a: 'b',
  })
})

test('what has none of them is given back as it is', () => {
  for (const headers of [{ A: 'b' }, ['A', 'proxy-authorization'], new Headers({ a: 'b' })]) {
    assert.equal(withoutProxyFields(headers), headers)
  }
  assert.equal(withoutProxyFields(null), null)
  assert.equal(withoutProxyFields(undefined), undefined)
})
