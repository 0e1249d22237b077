import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chooseMediaType } from './accept.ts'

const OFFERED = ['text/html', 'application/json', 'text/plain'] as const
const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8'

const cases: readonly [accept: string, expected: string | undefined][] = [
  [BROWSER, 'text/html'],
  ['application/json', 'application/json'],
  ['application/json, text/*;q=0.5', 'application/json'],
  ['text/plain;q=0.9, text/html;q=0.1', 'text/plain'],
  ['*/*', 'text/html'],
  ['text/*', 'text/html'],
  ['text/*, text/html;q=0', 'text/plain'],
  ['application/json;q=0.5, */*;q=0.5', 'application/json'],
  ['image/png', undefined],
  ['text/html;q=0', undefined],
  ['text/html;q=zork', undefined],
  ['TEXT/HTML ; Q=1', 'text/html'],
  ['', undefined],
  [',,;', undefined],
]
for (const [accept, expected] of cases) {
  test(`${accept || 'an empty value'} chooses ${expected ?? 'nothing'}`, () => {
    assert.equal(chooseMediaType([accept], OFFERED), expected)
  })
}

test('no Accept chooses nothing: the caller has a default', () => {
  assert.equal(chooseMediaType([], OFFERED), undefined)
})

test('several lines are one list', () => {
  assert.equal(chooseMediaType(['image/png', 'text/plain'], OFFERED), 'text/plain')
})
