import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type JournalNotice, reportDrops } from './drop-report.ts'

test('many drops are few notices: the first at once, the sum per interval, then the end', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const notices: JournalNotice[] = []
  const report = reportDrops({ intervalMs: 1000, notify: (notice) => notices.push(notice) })

  report.written()
  assert.deepEqual(notices, [])
  report.dropped(3, 'disk full')
  for (let i = 0; i < 100; i++) report.dropped(1, 'disk full')
  assert.deepEqual(notices.splice(0), [{ kind: 'dropped', entries: 3, why: 'disk full' }])
  t.mock.timers.tick(1000)
  assert.deepEqual(notices.splice(0), [{ kind: 'dropped', entries: 100, why: 'disk full' }])
  t.mock.timers.tick(5000)
  assert.deepEqual(notices, [])

  report.dropped(7, 'too slow')
  report.written()
  report.written()
  assert.deepEqual(notices.splice(0), [
    { kind: 'dropped', entries: 7, why: 'too slow' },
    { kind: 'resumed', dropped: 110 },
  ])
})

test('what has not been said is said at the end', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const notices: JournalNotice[] = []
  const report = reportDrops({ intervalMs: 1000, notify: (notice) => notices.push(notice) })
  report.dropped(1, 'disk full')
  report.dropped(2, 'disk full')
  report.close()
  assert.deepEqual(notices.at(-1), { kind: 'dropped', entries: 2, why: 'disk full' })
  assert.equal(notices.length, 2)
})
