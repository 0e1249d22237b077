import assert from 'node:assert/strict'
import fs from 'node:fs'
import { test } from 'node:test'
import { limitSources, PAGE, withLimits } from './limits-table.ts'

test('SECURITY.md has the limits of the code', () => {
  const page = fs.readFileSync(PAGE, 'utf8')
  const hint = 'run: node_modules/.bin/node tools/gates/limits-table.ts'
  assert.equal(page, withLimits(page, limitSources()), hint)
  assert.doesNotMatch(page, /\| missing \||\| NaN/)
})

const EMPTY = '<!-- limits:begin -->\n<!-- limits:end -->\n'
const SOURCE = `interface Limits {
  /** Waiting. */
  readonly idleTimeoutMs: number
  /** Size. */
  readonly headBytesMax: number
  readonly linesMax: number
  readonly allMax: number
}
const LIMITS = {
  idleTimeoutMs: 3_600_000,
  headBytesMax: 32 * 1024,
  linesMax: 16_384,
  allMax: Number.MAX_SAFE_INTEGER,
}`

test('names, words and readable values come from the source', () => {
  const page = withLimits(EMPTY, [SOURCE])
  assert.match(page, /^\| `idleTimeoutMs` \| 3600 s \| Waiting\. \|$/m)
  assert.match(page, /^\| `headBytesMax` \| 32 KiB \| Size\. \|$/m)
  assert.match(page, /^\| `linesMax` \| 16 384 \| {2}\|$/m)
  assert.match(page, /^\| `allMax` \| none \|/m)
  assert.equal(withLimits(page, [SOURCE]), page)
})
