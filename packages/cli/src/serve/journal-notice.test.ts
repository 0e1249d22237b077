import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatJournalNotice } from './journal-notice.ts'

test('what was lost is counted and the reason said', () => {
  assert.equal(
    formatJournalNotice({ kind: 'dropped', entries: 1, why: 'the disk is too slow' }),
    '1 exchange was not written to the journal: the disk is too slow',
  )
  assert.equal(
    formatJournalNotice({ kind: 'resumed', dropped: 12 }),
    'The journal is written again; 12 exchanges were lost meanwhile.',
  )
})
