import assert from 'node:assert/strict'
import { test } from 'node:test'

import { FilePath } from '../../config/values/file-path.ts'
import { aComposing } from '../testing/a-composing.ts'
import { openGroups } from './group-file.ts'

test('a group file beside the configuration says who is in what', async (t) => {
  const { composing } = aComposing(t, '', { groups: 'staff: alice bob\nadmins: alice\n' })
  const groups = await openGroups(new FilePath('groups'), [], composing)
  assert.deepEqual([...groups.groupsOf('alice')].sort(), ['admins', 'staff'])
})

test('one that is not there is about its key', async (t) => {
  const { composing } = aComposing(t, '')
  await assert.rejects(openGroups(new FilePath('none'), ['a'], composing), {
    name: 'Unusable',
    path: ['a'],
  })
})
