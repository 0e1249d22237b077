import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { AndFilter, EqualityFilter, FilterParser } from 'ldapts'
import { filterValue } from './filter-value.ts'

const CASES: readonly [text: string, expected: string][] = [
  ['alice', 'alice'],
  ['*', '\\2a'],
  ['a)(uid=*', 'a\\29\\28uid=\\2a'],
  ['x*)(|(objectClass=*))', 'x\\2a\\29\\28|\\28objectClass=\\2a\\29\\29'],
  ['back\\slash', 'back\\5cslash'],
  ['nul\0', 'nul\\00'],
  ['Лёва', 'Лёва'],
]

for (const [text, expected] of CASES) {
  test(`${JSON.stringify(text)} is written ${expected}`, () => {
    assert.equal(filterValue(text), expected)
  })
}

test('whatever the name, the filter has the same conditions and asks for that very name', () => {
  fc.assert(
    fc.property(hostileText(), (name) => {
      const filter = FilterParser.parseString(`(&(objectClass=person)(uid=${filterValue(name)}))`)
      assert.ok(filter instanceof AndFilter)
      assert.equal(filter.filters.length, 2)
      const [, second] = filter.filters
      assert.ok(second instanceof EqualityFilter, 'neither a presence nor a substring')
      assert.equal(second.attribute, 'uid')
      assert.equal(second.value, name)
    }),
  )
})

function hostileText(): fc.Arbitrary<string> {
  const unit = fc.constantFrom('*', '(', ')', '\\', '\0', '=', '&', '|', '!', 'a', 'é', ':', '~')
  return fc.oneof(fc.string({ unit, minLength: 1 }), fc.string({ unit: 'grapheme', minLength: 1 }))
}
