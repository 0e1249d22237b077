import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { promisify } from 'node:util'

const WAY_OUT = JSON.stringify(import.meta.resolve('./way-out.ts'))

test('how Node keeps the async context is settled as soon as this package is loaded', async () => {
  const program = `
    import { createRequire } from 'node:module'
    await import(${WAY_OUT})
    const frame = createRequire(${WAY_OUT})('internal/async_context_frame')
    const before = Object.getPrototypeOf(frame)
    const { AsyncLocalStorage } = await import('node:async_hooks')
    new AsyncLocalStorage().run('used', () => clearTimeout(setTimeout(() => {})))
    console.log(Object.getPrototypeOf(frame) === before)
  `
  const args = ['--expose-internals', '--input-type=module', '--eval', program]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  assert.equal(stdout, 'true\n')
})
