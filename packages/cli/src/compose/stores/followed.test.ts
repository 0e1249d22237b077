import assert from 'node:assert/strict'
import { test } from 'node:test'

import { sayProblems } from './followed.ts'

test('problems are said now, and after every change', () => {
  const notices: string[] = []
  const listeners: (() => void)[] = []
  let problems = ['one']
  const file = {
    path: 'f',
    problems: () => problems,
    onReload: (listener: () => void) => void listeners.push(listener),
    close() {},
  }
  sayProblems(
    file,
    (path, problem) => `${path}: ${problem}`,
    (sentence) => notices.push(sentence),
  )
  assert.deepEqual(notices, ['f: one'])
  problems = []
  for (const listener of listeners) listener()
  assert.deepEqual(notices, ['f: one', 'f: read again.'])
})
