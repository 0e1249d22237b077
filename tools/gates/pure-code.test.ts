import assert from 'node:assert/strict'
import { test } from 'node:test'
import { noProblems } from './no-problems.ts'
import { impurities, isPure } from './pure-code.ts'
import { readSources } from './source-files.ts'

test('pure code has no Node, no clock, no chance and no environment', () => {
  noProblems(readSources(['packages']).filter(isPure).flatMap(impurities))
})

const REPORTED = [
  "import fs from 'node:fs'",
  'const a = Buffer.from(b)',
  'process.env.HOME',
  'setTimeout(() => {}, 1)',
  'await fetch(url)',
  'const now = Date.now()',
  'const now = new Date()',
  'const id = Math.random()',
  'performance.now()',
  'console.log(1)',
]
for (const text of REPORTED) {
  test(`reported in pure code: ${text}`, () => {
    assert.equal(impurities({ path: 'a.ts', text }).length, 1)
  })
}

const ALLOWED = [
  'new Date(time)',
  '// Buffer',
  "'process'",
  'Math.max(1, 2)',
  'a.fetch()',
  '{ process: 1 }',
]
for (const text of ALLOWED) {
  test(`allowed in pure code: ${text}`, () => {
    assert.deepEqual(impurities({ path: 'a.ts', text }), [])
  })
}

test('which code is pure', () => {
  const pure = (path: string) => isPure({ path, text: '' })
  assert.ok(pure('packages/http/src/via.ts'))
  assert.ok(pure('packages/proxy/src/core/route.ts'))
  assert.ok(!pure('packages/proxy/src/node/listener.ts'))
  assert.ok(!pure('packages/auth/src/node/htpasswd.ts'))
  assert.ok(!pure('packages/http/src/via.test.ts'))
})
