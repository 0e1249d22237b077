import assert from 'node:assert/strict'
import { test } from 'node:test'
import { constantsIn } from './constant-in.ts'

test('a language is found by its key, a synonym, or the beginning of several', () => {
  assert.deepEqual(
    constantsIn(407, 'go').map(({ names }) => names),
    [['http.StatusProxyAuthRequired']],
  )
  assert.equal(constantsIn(407, 'C#')[0]?.language, 'dotnet')
  assert.ok(constantsIn(407, 'java').length > 2)
})

test('a language without a name for the code is an answer: no', () => {
  assert.throws(() => constantsIn(530, 'go'), { exitCode: 1, message: /no name for 530 in go/ })
})

test('an unknown language is refused with the one that was meant', () => {
  assert.throws(() => constantsIn(407, 'rsut'), { exitCode: 2, message: /did you mean "rust"/ })
  assert.throws(() => constantsIn(407, 'cobol'), { exitCode: 2, message: /one of rust, python/ })
})
