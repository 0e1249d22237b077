import assert from 'node:assert/strict'
import { test } from 'node:test'

import { read } from '../testing/reading.ts'
import { SecretReference, secretReference } from './secret-reference.ts'

for (const value of [{ file: 'a.key' }, { env: 'A_KEY' }]) {
  test(`${JSON.stringify(value)} says where a secret is, and is shown as that`, () => {
    const reference = read(secretReference(), value)
    assert.ok(reference instanceof SecretReference)
    assert.deepEqual(JSON.parse(JSON.stringify(reference)), value)
  })
}

for (const value of ['hunter2', 12, null, ['hunter2'], {}, { secret: 'hunter2' }]) {
  test(`${JSON.stringify(value)} is told to be kept elsewhere, and is not repeated`, () => {
    const sentence = String(read(secretReference(), value))
    assert.match(sentence, /^a secret does not belong in this file: write \{ file: PATH \}/)
    assert.doesNotMatch(sentence, /hunter/)
  })
}

test('a secret that is needed and not there is missing', () => {
  assert.equal(read(secretReference(), undefined), 'this key is missing')
})
