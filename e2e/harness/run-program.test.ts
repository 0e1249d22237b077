import assert from 'node:assert/strict'
import { test } from 'node:test'
import { run } from './run-program.ts'

test('a program is given its input and a clean environment, and leaves its output and code', async () => {
  const ran = await run('sh', ['-c', 'cat; echo $HOME $X $NO_PROXY >&2; exit 3'], {
    input: 'in',
    env: { X: 'x' },
  })
  assert.deepEqual(ran, { code: 3, stdout: 'in', stderr: '/nonexistent x\n' })
})

test('a program that takes too long is ended with its children', async () => {
  const late = run('sh', ['-c', 'echo begun; sleep 60 & wait'], { limitMs: 300 })
  await assert.rejects(late, /not finished after 300 ms\nbegun/)
})

test('a program that is not there is an error', async () => {
  await assert.rejects(run('/nonexistent/program', []), /ENOENT/)
})
