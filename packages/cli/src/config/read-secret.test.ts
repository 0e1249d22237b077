import assert from 'node:assert/strict'
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { othersMayRead, readSecret } from './read-secret.ts'
import { directoryWith } from './testing/files.ts'
import { FilePath } from './values/file-path.ts'
import { SecretReference } from './values/secret-reference.ts'

function read(t: TestContext, text: string) {
  const directory = directoryWith(t, { secret: text })
  const reference = new SecretReference({ file: new FilePath('secret') })
  return { directory, read: () => readSecret(reference, { directory, env: {} }) }
}

test('a file is the secret, without the line break that an editor put at its end', async (t) => {
  for (const [text, secret] of [
    ['hunter2\n', 'hunter2'],
    ['a\r\n', 'a'],
    ['a\n\n', 'a\n'],
    [' a ', ' a '],
  ]) {
    const found = await read(t, text!).read()
    assert.ok(found.kind === 'secret')
    assert.equal(found.secret.reveal(), secret)
    assert.equal(found.warning, undefined)
  }
})

test('a file that others may read or write is a warning with its mode', async (t) => {
  const { directory, read: again } = read(t, 'x')
  for (const [mode, sentence] of [
    [0o644, /read by everybody \(0644\)/],
    [0o660, /written by others \(0660\)/],
  ] as const) {
    chmodSync(join(directory, 'secret'), mode)
    const found = await again()
    assert.ok(found.kind === 'secret')
    assert.match(found.warning ?? '', sentence)
  }
})

test('a group made for it may read a secret', async (t) => {
  const { directory } = read(t, 'x')
  chmodSync(join(directory, 'secret'), 0o640)
  assert.equal(await othersMayRead(join(directory, 'secret')), undefined)
})

test('an empty file and one that is not there are told', async (t) => {
  const empty = await read(t, '\n').read()
  assert.ok(empty.kind === 'missing')
  assert.match(empty.sentence, /secret: it is empty$/)
  const reference = new SecretReference({ file: new FilePath('none') })
  const none = await readSecret(reference, { directory: directoryWith(t, {}), env: {} })
  assert.ok(none.kind === 'missing')
  assert.match(none.sentence, /none: there is no such file$/)
})

test('a variable is the secret as it is; one that is not set is told by name', async () => {
  const reference = new SecretReference({ env: 'A_KEY' })
  const found = await readSecret(reference, { directory: '/', env: { A_KEY: 'x\n' } })
  assert.ok(found.kind === 'secret')
  assert.equal(found.secret.reveal(), 'x\n')
  for (const env of [{}, { A_KEY: '' }]) {
    const none = await readSecret(reference, { directory: '/', env })
    assert.deepEqual(none, { kind: 'missing', sentence: 'the variable A_KEY is not set' })
  }
})
