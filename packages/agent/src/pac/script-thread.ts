import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { PacLimits } from './pac-limits.ts'
import type { RunOutcome, World } from './script-machine.ts'
import type { ScriptReply, ScriptTask, ScriptWorkerData } from './script-worker.ts'

export interface ScriptThread {
  /** Never rejects: what breaks is an outcome. */
  run(url: string, host: string, world: World): Promise<RunOutcome>
  close(): Promise<void>
}

/**
 * A script is somebody else's program, so it computes on a thread of its own: the program that asks goes
 * on meanwhile, and a machine that does not end when it is told to is ended with its thread. It does
 * not keep the process alive when nobody waits for an answer.
 */
export function createScriptThread(script: string, limits: PacLimits): ScriptThread {
  const { runTimeoutMs, memoryBytesMax, answerLengthMax } = limits
  const workerData: ScriptWorkerData = {
    script,
    limits: { runTimeoutMs, memoryBytesMax, answerLengthMax },
  }
  const waiting = new Map<number, (outcome: RunOutcome) => void>()
  let worker: Worker | undefined
  let watchdog: NodeJS.Timeout | undefined
  let lastId = 0
  let isClosed = false

  function start(): Worker {
    // Options of the program, such as --import, are not for this thread, and its variables neither.
    const started = new Worker(WORKER, { execArgv: [], env: {}, workerData })
    started.on('message', settle)
    started.on('error', (error) => end(started, `The thread of the script broke: ${error.message}`))
    started.on('exit', (code) => end(started, `The thread of the script ended, code ${code}`))
    return started
  }

  function settle({ id, outcome }: ScriptReply): void {
    waiting.get(id)?.(outcome)
    waiting.delete(id)
    watch()
    if (waiting.size === 0) worker?.unref()
  }

  /** Something has to be heard for as long as somebody waits. */
  function watch(): void {
    clearTimeout(watchdog)
    if (waiting.size === 0) return
    watchdog = setTimeout(
      () => {
        const detail = `The script ran for longer than ${runTimeoutMs} ms and was ended with its thread`
        if (worker) end(worker, detail, 'SCRIPT_TIMEOUT')
      },
      START_MS + GRACE * runTimeoutMs,
    )
  }

  function end(
    ended: Worker,
    detail: string,
    code: 'SCRIPT_FAILED' | 'SCRIPT_TIMEOUT' = 'SCRIPT_FAILED',
  ): void {
    if (ended !== worker) return
    worker = undefined
    clearTimeout(watchdog)
    void ended.terminate()
    const all = [...waiting.values()]
    waiting.clear()
    for (const settleOne of all) settleOne({ kind: 'failed', code, detail })
  }

  return {
    run(url, host, world) {
      if (isClosed) {
        const detail = 'The script is no longer used'
        return Promise.resolve({ kind: 'failed', code: 'SCRIPT_FAILED', detail })
      }
      worker ??= start()
      worker.ref()
      const task: ScriptTask = { id: ++lastId, url, host, world }
      const { promise, resolve } = Promise.withResolvers<RunOutcome>()
      waiting.set(task.id, resolve)
      if (waiting.size === 1) watch()
      worker.postMessage(task)
      return promise
    },
    async close() {
      isClosed = true
      const closing = worker
      if (closing) end(closing, 'The script is no longer used')
      await closing?.terminate()
    },
  }
}

/** Beside this file, as compiled as it is. */
const WORKER = new URL(`./script-worker${extname(import.meta.url)}`, import.meta.url)
/** A thread has to start, on a machine that may be busy. */
const START_MS = 2_000
/** Reading the script and running it are timed each, in the thread; this is for when that fails. */
const GRACE = 3
