import assert from 'node:assert/strict'
import { test } from 'node:test'
import { observe } from './observation.ts'

test('fields come as pairs, as an object or as Headers, with names in any case', () => {
  const forms = [
    [
      ['Via', '1.1 a'],
      ['VIA', '1.1 b'],
    ],
    { Via: ['1.1 a', '1.1 b'], 'X-None': undefined },
    new Map([['Via', '1.1 a']]),
    new Headers({ Via: '1.1 a' }),
  ] as const
  const read = forms.map((headers) => observe({ headers }).fields.get('via'))
  assert.deepEqual(read, [['1.1 a', '1.1 b'], ['1.1 a', '1.1 b'], ['1.1 a'], ['1.1 a']])
})

test('a code is a number, with or without a sub-code, and anything else is none', () => {
  const cases: readonly (readonly [
    number | string | undefined,
    number | undefined,
    string | undefined,
  ])[] = [
    [407, 407, undefined],
    ['407', 407, undefined],
    [' 403.14 ', 403, '403.14'],
    ['000', 0, undefined],
    [undefined, undefined, undefined],
    ['abc', undefined, undefined],
    ['', undefined, undefined],
    [Number.NaN, undefined, undefined],
    [-1, undefined, undefined],
  ]
  for (const [code, number, subCode] of cases) {
    const observed = observe(code === undefined ? {} : { code })
    assert.equal(observed.code, number, String(code))
    assert.equal(observed.subCode, subCode, String(code))
  }
})

test('given fields mean a response, unless the context says where it was', () => {
  assert.equal(observe({ headers: { a: 'b' } }).seenIn, 'response')
  assert.equal(observe({}).seenIn, undefined)
  assert.equal(observe({ headers: { a: 'b' }, context: { seenIn: 'log' } }).seenIn, 'log')
})

test('sizes are bounded, whatever comes', () => {
  const headers = Array.from(
    { length: 5_000 },
    (_, index) => [`x-${index}`, 'v'.repeat(99_999)] as const,
  )
  const observed = observe({ headers, body: 'b'.repeat(9_999_999) })
  assert.equal(observed.fields.size, 256)
  assert.equal(observed.fields.get('x-0')?.[0]?.length, 8_192)
  assert.equal(observed.body.length, 65_536)
})
