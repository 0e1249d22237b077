import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import { Worker } from 'node:worker_threads'
import type { ScriptReply, ScriptTask, ScriptWorkerData } from './script-worker.ts'

const LIMITS = { runTimeoutMs: 30_000, memoryBytesMax: 16 * 1024 * 1024, answerLengthMax: 100 }

test('the thread answers tasks one after the other, and begins anew after a failure', async (t) => {
  const script =
    "var n = 0; function FindProxyForURL(url, host) { n++; if (host === 'bad') throw n; return '' + n }"
  const workerData: ScriptWorkerData = { script, limits: LIMITS }
  const worker = new Worker(new URL('./script-worker.ts', import.meta.url), { workerData })
  t.after(() => worker.terminate())
  const answers: string[] = []
  for (const [id, host] of ['a', 'b', 'bad', 'c'].entries()) {
    const world = { nowMs: 0, addresses: new Map(), ownAddresses: [] }
    const task: ScriptTask = { id, url: 'http://a/', host, world }
    worker.postMessage(task)
    const [reply] = (await once(worker, 'message')) as [ScriptReply]
    assert.equal(reply.id, id)
    answers.push(reply.outcome.kind === 'answer' ? reply.outcome.answer : reply.outcome.kind)
  }
  assert.deepEqual(answers, ['1', '2', 'failed', '1'])
})
