import assert from 'node:assert/strict'
import fs from 'node:fs'
import { test } from 'node:test'
import { isAlive, readTree } from './process-cost.ts'
import { Scope } from './scope.ts'

test('closing a scope ends its programs with their children and removes its files', async () => {
  const scope = new Scope()
  scope.write('note', 'text')
  const program = scope.start('sh', ['-c', 'sleep 60 & : > started; wait'])
  await program.until('start', () => fs.existsSync(scope.path('started')))
  const tree = readTree(program.pid)
  assert.equal(tree.length, 2)
  await scope.close()
  assert.deepEqual(tree.filter(isAlive), [])
  assert.equal(fs.existsSync(scope.directory), false)
})

test('an inner scope is closed when its use throws, and with the outer one', async () => {
  const outer = new Scope()
  let directory = ''
  const use = outer.within(async (inner) => {
    directory = inner.directory
    throw new Error('broken peer')
  })
  await assert.rejects(use, /broken peer/)
  assert.equal(fs.existsSync(directory), false)
  await outer.within(async (inner) => {
    await outer.close()
    assert.equal(fs.existsSync(inner.directory), false)
    assert.throws(() => inner.start('true', []), /stopped/)
  })
})

test('a program that ends instead of listening is reported with its last words', async () => {
  const scope = new Scope()
  try {
    const program = scope.start('sh', ['-c', 'echo no such option >&2; exit 2'])
    await assert.rejects(
      program.until('listen', () => false),
      /sh ended: no such option/,
    )
    const missing = scope.start('no-such-program-here', [])
    await assert.rejects(
      missing.until('listen', () => false),
      /ENOENT/,
    )
  } finally {
    await scope.close()
  }
})
