import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Errands } from './errands.ts'

const ERRANDS: readonly [method: string, target: string, errand: string][] = [
  ['CONNECT', 'a.example:443', 'CONNECT a.example:443'],
  ['GET', 'http://a.example/x?http://b.example/', 'GET http://a.example'],
  ['GET', 'http://a.example:81/x', 'GET http://a.example:81'],
  ['OPTIONS', 'http://a.example', 'OPTIONS http://a.example'],
  ['GET', '/path?b=://c', 'GET /path'],
  ['CONNECT', '', ''],
]
for (const [method, target, errand] of ERRANDS) {
  test(`the errand of ${method} '${target}' is '${errand}'`, () => {
    assert.equal(new Errands().of({ method, target }), errand)
  })
}

test('whichever two follow each other, the second has its own errand', () => {
  const targets = [
    'http://a.example/',
    'http://a.example/x',
    'http://a.example',
    'http://a.example:81/x',
    'http://a.example.net/',
    'https://a.example/',
    '/http://a.example/',
    '/path',
    '/path/more',
    'a.example:443',
    'a.example:4430',
    '',
  ]
  const all = ['GET', 'HEAD'].flatMap((method) => targets.map((target) => ({ method, target })))
  const alone = (asked: (typeof all)[number]) => new Errands().of(asked)
  for (const first of all) {
    for (const second of all) {
      const errands = new Errands()
      assert.deepEqual(
        [errands.of(first), errands.of(second), errands.of(second)],
        [alone(first), alone(second), alone(second)],
      )
    }
  }
})
