import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeHtdigestFileProblem } from './htdigest-file-problem.ts'

test('a problem says where it is, whom it concerns, and what to do', () => {
  assert.equal(
    describeHtdigestFileProblem('staff', { kind: 'realm-missing', line: 3, user: 'a"b' }),
    'staff:3: user "a\\"b": there is no realm between the colons; write the line with `htdigest`',
  )
  assert.equal(
    describeHtdigestFileProblem('staff', { kind: 'file-unreadable', detail: 'permission denied' }),
    'staff: the htdigest file cannot be read: permission denied',
  )
})
