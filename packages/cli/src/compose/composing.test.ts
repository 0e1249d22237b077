import assert from 'node:assert/strict'
import { test } from 'node:test'

import { FilePath } from '../config/values/file-path.ts'
import { SecretReference } from '../config/values/secret-reference.ts'
import { secretOf, textOf } from './composing.ts'
import { aComposing } from './testing/a-composing.ts'

test('a secret and a text are read from beside the configuration', async (t) => {
  const { composing, notices } = aComposing(t, '', { a: 'hunter2\n', b: 'text\n' })
  const secret = await secretOf(new SecretReference({ file: new FilePath('a') }), [], composing)
  assert.equal(secret.reveal(), 'hunter2')
  assert.equal(await textOf(new FilePath('b'), [], composing), 'text\n')
  assert.deepEqual(notices, [])
})

test('what is not there is about the key that mentions it', async (t) => {
  const { composing } = aComposing(t, '')
  const secret = secretOf(new SecretReference({ env: 'NONE' }), ['key'], composing)
  await assert.rejects(secret, { path: ['key'], sentences: ['the variable NONE is not set'] })
  await assert.rejects(textOf(new FilePath('none'), ['file'], composing), {
    path: ['file'],
    message: /none: there is no such file$/,
  })
})
