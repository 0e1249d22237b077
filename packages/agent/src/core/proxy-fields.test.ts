import assert from 'node:assert/strict'
import { test } from 'node:test'
import { field } from '@hopwise/http'
import { readProxyFields, withProxyFields } from './proxy-fields.ts'

test('credentials are read apart from the rest, whatever their case', () => {
  const read = readProxyFields({
    'PROXY-authorization': 'Basic YTpi',
    'X-Session': 7,
    'X-Many': ['a', 'b'],
    'X-None': undefined,
  })
  assert.equal(read.authorization, 'Basic YTpi')
  assert.deepEqual(read.fields, [
    field('X-Session', '7'),
    field('X-Many', 'a'),
    field('X-Many', 'b'),
  ])
})

test('a function is asked each time', () => {
  let asked = 0
  const source = () => ({ 'X-A': ++asked })
  readProxyFields(source)
  assert.equal(readProxyFields(source).fields[0]?.value, '2')
})

const IMPOSSIBLE: readonly [name: string, value: string][] = [
  ['X-A', 'x\r\nX-Injected: 1'],
  ['X-A', 'x\nX-Injected: 1'],
  ['X-A', 'x\0y'],
  ['X-A', '\u20ac'],
  ['Proxy-Authorization', 'Basic x\r\n\r\nGET http://inner.example/ HTTP/1.1'],
  ['X A', '1'],
  ['X-A:\r\nX-B', '1'],
  ['', '1'],
  ['Host', 'inner.example'],
  ['Content-Length', '5'],
  ['transfer-encoding', 'chunked'],
  ['Connection', 'close'],
]

for (const [name, value] of IMPOSSIBLE) {
  test(`no field for a proxy: ${JSON.stringify(`${name}: ${value}`)}`, () => {
    assert.throws(
      () => readProxyFields({ [name]: value }),
      // A value may be a secret.
      (error: Error) => error instanceof TypeError && !error.message.includes(value || 'x\r'),
    )
  })
}

test('a request\u2019s own field comes before one for the proxy', () => {
  const own = [field('Host', 'a'), field('User-Agent', 'mine')]
  const more = [field('user-agent', 'theirs'), field('X-A', '1')]
  assert.deepEqual(withProxyFields(own, more), [...own, more[1]])
  assert.equal(withProxyFields(own, []), own)
})
