import assert from 'node:assert/strict'
import { test } from 'node:test'

import { FilePath } from '../../config/values/file-path.ts'
import { aComposing } from '../testing/a-composing.ts'
import { openHtdigestStore } from './htdigest.ts'

const LINE = `max:Hopwise:${'0'.repeat(32)}\n`

test('what Digest computes with comes from the file', async (t) => {
  const { composing } = aComposing(t, '', { d: LINE })
  const { digests } = await openHtdigestStore(
    { kind: 'htdigest', file: new FilePath('d') },
    [],
    composing,
  )
  const found = await digests?.find({ kind: 'plain', username: 'max' }, 'Hopwise', 'MD5')
  assert.equal(found?.kind, 'found')
})

test('a file that is not there is an error with its place', async (t) => {
  const { composing } = aComposing(t, '')
  const failing = openHtdigestStore({ kind: 'htdigest', file: new FilePath('d') }, ['a'], composing)
  await assert.rejects(Promise.resolve(failing), { name: 'Unusable', path: ['a', 'file'] })
})
