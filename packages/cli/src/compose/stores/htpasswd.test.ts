import assert from 'node:assert/strict'
import { test } from 'node:test'

import { Secret } from '@hopwise/auth'
import { FilePath } from '../../config/values/file-path.ts'
import { aComposing, MAX } from '../testing/a-composing.ts'
import { openHtpasswdStore } from './htpasswd.ts'

test('users come from the file, their groups from the other', async (t) => {
  const { composing } = aComposing(t, '', { p: MAX, g: 'staff: max\n' })
  const section = { kind: 'htpasswd', file: new FilePath('p'), groups: new FilePath('g') } as const
  const { passwords } = await openHtpasswdStore(section, [], composing)
  assert.deepEqual(await passwords?.check('max', new Secret('secret')), {
    kind: 'right',
    user: 'max',
    groups: ['staff'],
  })
})

test('lines that cannot be used are said; a file without any is an error with its place', async (t) => {
  const { composing, notices } = aComposing(t, '', { p: `${MAX}broken\n`, q: 'broken\n' })
  await openHtpasswdStore({ kind: 'htpasswd', file: new FilePath('p') }, ['a'], composing)
  assert.match(notices.join(), /\.\/p:2: /)
  const failing = openHtpasswdStore({ kind: 'htpasswd', file: new FilePath('q') }, ['a'], composing)
  await assert.rejects(Promise.resolve(failing), { name: 'Unusable', path: ['a', 'file'] })
})
