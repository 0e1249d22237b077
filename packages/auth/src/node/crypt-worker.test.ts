import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import { Worker } from 'node:worker_threads'
import type { CryptHash, CryptTask } from './crypt-worker.ts'

test('each task is answered with the checksum, under its number', async () => {
  const worker = new Worker(new URL('./crypt-worker.ts', import.meta.url))
  try {
    const hashes: readonly [CryptHash, checksum: string][] = [
      [{ format: 'apr1', salt: 'fooSJUId', checksum: '' }, 'b724Z0XI3StjwAy/ETa/a/'],
      [
        { format: 'md5-crypt', salt: 'abcdefgh', checksum: '' },
        /* glibc */ 'cHJi5PXp/ki/ktXzqlk6I1',
      ],
    ]
    for (const [id, [hash, checksum]] of hashes.entries()) {
      const task: CryptTask = { id, hash, password: 'secret' }
      worker.postMessage(task)
      assert.deepEqual(await once(worker, 'message'), [{ id, checksum }])
    }
  } finally {
    await worker.terminate()
  }
})
