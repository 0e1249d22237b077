import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import { test } from 'node:test'
import { BINARY } from '../testing/hopwise.ts'
import { print } from './print.ts'

test('a reader who leaves in the middle of a long answer is no error', async () => {
  const child = spawn(process.execPath, [BINARY, 'codes', '--family', 'all', '--json'])
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  child.stdout.once('data', () => child.stdout.destroy())
  const [code] = await once(child, 'close')
  assert.deepEqual([code, stderr], [0, ''])
})

test('any other error of the output is not swallowed', () => {
  const stdout = new PassThrough()
  print('x', stdout)
  const full = Object.assign(new Error('no space'), { code: 'ENOSPC' })
  assert.throws(() => stdout.emit('error', full), full)
})
