import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { CryptHash, CryptReply, CryptTask } from './crypt-worker.ts'

export interface CryptThread {
  /** Rejects when the thread breaks or is closed. */
  checksum(hash: CryptHash, password: string): Promise<string>
  close(): Promise<void>
}

/**
 * MD5-crypt and SHA-crypt are thousands of small hashes from one to the next, in our own code: up to
 * a second, during which a single-threaded proxy would serve nobody. They run on one thread of their
 * own, started with the first task, which does not keep the process alive when it has none.
 */
export function createCryptThread(): CryptThread {
  const waiting = new Map<number, PromiseWithResolvers<string>>()
  let worker: Worker | undefined
  let lastId = 0
  let isClosed = false

  function start(): Worker {
    // Options of the program, such as --input-type or --import, are not for this thread.
    const started = new Worker(WORKER, { execArgv: [] })
    started.on('message', settle)
    // Whatever ends the thread ends its tasks; the next task starts another.
    started.on('error', (error) => fail(started, error))
    started.on('exit', (code) => fail(started, new Error(`The crypt thread ended, code ${code}`)))
    return started
  }

  function settle({ id, checksum }: CryptReply): void {
    waiting.get(id)?.resolve(checksum)
    waiting.delete(id)
    if (waiting.size === 0) worker?.unref()
  }

  function fail(failed: Worker, error: unknown): void {
    if (failed !== worker) return
    worker = undefined
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }

  return {
    checksum(hash, password) {
      if (isClosed) return Promise.reject(new Error('The crypt thread is closed'))
      worker ??= start()
      worker.ref()
      const task: CryptTask = { id: ++lastId, hash, password }
      const answer = Promise.withResolvers<string>()
      waiting.set(task.id, answer)
      worker.postMessage(task)
      return answer.promise
    },
    async close() {
      isClosed = true
      await worker?.terminate()
    },
  }
}

/** Beside this file, as compiled as it is: tools/build/bundle.ts keeps that true of the bundle. */
const WORKER = new URL(`./crypt-worker${extname(import.meta.url)}`, import.meta.url)
