import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { test } from 'node:test'
import { lockData } from './data-lock.ts'
import { temporaryDirectory } from './testing/temporary-directory.ts'

test('a second holder is refused and told who holds it', (t) => {
  const path = join(temporaryDirectory(t), 'serve.lock')
  const lock = lockData(path, 'process 12')
  assert.throws(() => lockData(path, 'process 13'), {
    name: 'StoreError',
    problem: 'in-use',
    message: /is in use by another running proxy \(process 12\): stop that one/,
  })
  lock.release()
  lockData(path, 'process 13').release()
})

test('the lock of a process that was killed is free', async (t) => {
  const path = join(temporaryDirectory(t), 'serve.lock')
  const source = `
    import { lockData } from ${JSON.stringify(import.meta.resolve('./data-lock.ts'))}
    lockData(${JSON.stringify(path)}, 'the child')
    console.log('held')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  t.after(() => child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  assert.throws(() => lockData(path, 'us'), /\(the child\)/)
  child.kill('SIGKILL')
  await once(child, 'exit')
  lockData(path, 'us').release()
})
