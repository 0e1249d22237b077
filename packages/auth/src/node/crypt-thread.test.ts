import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { createCryptThread } from './crypt-thread.ts'
import type { CryptHash } from './crypt-worker.ts'

const APR1: CryptHash = { format: 'apr1', salt: 'fooSJUId', checksum: '' }
const LONG: CryptHash = { format: 'sha512-crypt', rounds: 1_000_000, salt: 's', checksum: '' }

test('many tasks at once are each answered with their own checksum', async () => {
  const thread = createCryptThread()
  const [secret, empty, again] = await Promise.all([
    thread.checksum(APR1, 'secret'),
    thread.checksum(APR1, ''),
    thread.checksum(APR1, 'secret'),
  ])
  assert.equal(secret, 'b724Z0XI3StjwAy/ETa/a/')
  assert.equal(empty, 'ntiwJ3wKlIi9gCdsZz7ro/')
  assert.equal(again, secret)
  await thread.close()
})

test('the event loop goes on while a long task runs; closing ends the task', async () => {
  const thread = createCryptThread()
  const long = thread.checksum(LONG, 'secret')
  const ended = assert.rejects(long, /ended/)
  for (let turns = 0; turns < 3; turns++) await new Promise((resolve) => setTimeout(resolve, 1))
  await thread.close()
  await ended
  await assert.rejects(thread.checksum(APR1, 'x'), /closed/)
})

test('a task keeps the process alive until it is answered, and an idle thread does not', () => {
  const program = `
    import { createCryptThread } from ${JSON.stringify(new URL('./crypt-thread.ts', import.meta.url).href)}
    console.log(await createCryptThread().checksum(${JSON.stringify(APR1)}, 'secret'))`
  const { stdout, status, signal } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', program],
    { timeout: 20_000, encoding: 'utf8' },
  )
  assert.deepEqual([stdout.trim(), status, signal], ['b724Z0XI3StjwAy/ETa/a/', 0, null])
})
