import assert from 'node:assert/strict'
import { test } from 'node:test'
import { run } from '../run.ts'
import { hopwise } from '../testing/hopwise.ts'
import { scene } from '../testing/scene.ts'

test('the real command prints a script for each shell', async () => {
  for (const [shell, first] of [
    ['bash', '# hopwise: completion for bash\n'],
    ['zsh', '#compdef hopwise\n'],
    ['fish', '# hopwise: completion for fish\n'],
  ] as const) {
    const { code, stdout, stderr } = await hopwise(['completion', shell])
    assert.deepEqual([code, stderr], [0, ''])
    assert.ok(stdout.startsWith(first))
  }
})

test('a shell that is not known is refused', async () => {
  const { surroundings, stderr } = scene()
  assert.equal(await run(['completion', 'tcsh'], surroundings), 2)
  assert.match(stderr(), /Allowed choices are bash, zsh, fish/)
})
