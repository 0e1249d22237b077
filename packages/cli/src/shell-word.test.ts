import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { shellWord } from './shell-word.ts'

test('a shell reads the word back as it was', () => {
  for (const text of ['/var/lib/hopwise', 'a b', "o'neill", '$HOME `x` "y" \\ ;&|', 'é', '']) {
    assert.equal(
      execFileSync('sh', ['-c', `printf %s ${shellWord(text)}`], { encoding: 'utf8' }),
      text,
    )
  }
})

test('what needs no quotes gets none', () => {
  assert.equal(shellWord('/var/lib/hopwise'), '/var/lib/hopwise')
})
