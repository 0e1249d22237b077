import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lengthReport, longest } from './length-report.ts'

const TEXT = `import a from 'a'

export function first(
  b: number,
): number {
  if (b) {
    return 1
  }
  return 2
}

class C {
  async method(): Promise<void> {
    await a
  }
}

function short(): void {}
`

test('files and functions come with their lengths, longest first', () => {
  const found = longest([{ path: 'x.ts', text: TEXT }], 2)
  assert.deepEqual(found['files'], [{ lines: 18, where: 'x.ts' }])
  assert.deepEqual(found['functions'], [
    { lines: 8, where: 'x.ts:3 first' },
    { lines: 3, where: 'x.ts:13 method' },
  ])
})

test('the report of a test run has only what is worth another look', () => {
  const long = { path: 'y.ts', text: `${'//\n'.repeat(251)}` }
  assert.deepEqual(lengthReport([{ path: 'x.ts', text: TEXT }]), [])
  assert.deepEqual(lengthReport([long]), ['251 lines: y.ts'])
})
