import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FAULTS, type FaultRow } from '@hopwise/journal'
import { pageProblems, SECTIONS } from './error-pages.ts'
import { noProblems } from './no-problems.ts'
import { readFiles } from './source-files.ts'

test('every fault code has its page and every page its fault code', () => {
  noProblems(pageProblems(FAULTS, readFiles(['docs/errors'], ['.md'])))
})

const ROW: FaultRow = { status: 502, phase: 'route', party: 'client', retry: 'later' }
const PAGE = [
  '# A_FAULT',
  'Status 502 · phase route · party client · retry later',
  ...SECTIONS.map((name) => `## ${name}\n\nText.`),
].join('\n\n')
const problems = (text: string) =>
  pageProblems({ A_FAULT: ROW }, [{ path: 'docs/errors/A_FAULT.md', text }])

test('a whole page is fine', () => assert.deepEqual(problems(PAGE), []))

test('a missing page and a page too many are reported', () => {
  const other = { path: 'docs/errors/B_FAULT.md', text: PAGE }
  assert.equal(pageProblems({ A_FAULT: ROW }, [other]).length, 2)
})

test('a wrong title, other facts and an empty section are reported', () => {
  assert.match(problems(PAGE.replace('A_FAULT', 'B_FAULT'))[0]!, /does not begin/)
  assert.match(problems(PAGE.replace('502', '503'))[0]!, /Status 502/)
  assert.match(problems(PAGE.replace('later', 'never'))[0]!, /retry later/)
  assert.match(problems(PAGE.replace('## What to do\n\nText.', '## What to do'))[0]!, /What to do/)
})
