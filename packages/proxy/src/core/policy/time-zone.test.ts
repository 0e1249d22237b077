import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseTimeZone } from './time-zone.ts'

const cases: readonly [zone: string, moment: string, minutes: number][] = [
  ['UTC', '2026-07-01T00:00:00Z', 0],
  ['+02:00', '2026-07-01T00:00:00Z', 120],
  ['-09:30', '2026-07-01T00:00:00Z', -570],
  ['Europe/Berlin', '2026-03-29T00:59:59Z', 60],
  ['Europe/Berlin', '2026-03-29T01:00:00Z', 120],
  ['Europe/London', '2026-01-01T00:00:00Z', 0],
  ['America/St_Johns', '2026-01-01T00:00:00Z', -210],
  ['Asia/Kathmandu', '2026-01-01T00:00:00Z', 345],
  ['Australia/Lord_Howe', '2026-01-01T00:00:00Z', 660],
  ['Australia/Lord_Howe', '2026-07-01T00:00:00Z', 630],
  ['Europe/Moscow', '2026-07-01T00:00:00Z', 180],
]
for (const [text, moment, minutes] of cases) {
  test(`${text} is ${minutes} minutes ahead at ${moment}`, () => {
    const parsed = parseTimeZone(text)
    assert(parsed.kind === 'zone')
    assert.equal(parsed.zone(Date.parse(moment)), minutes)
  })
}

test('what it remembers does not outlast a change of clocks', () => {
  const parsed = parseTimeZone('Europe/Berlin')
  assert(parsed.kind === 'zone')
  const change = Date.parse('2026-10-25T01:00:00Z')
  assert.deepEqual(
    [change - 1, change, change - 1].map((timeMs) => parsed.zone(timeMs)),
    [120, 60, 120],
  )
})

test('what is no time zone is refused', () => {
  for (const text of ['', 'Berlin', 'Europe/Nowhere', '+2', '+19:00', '+02:60', 'local']) {
    assert.equal(parseTimeZone(text).kind, 'malformed', text)
  }
})
