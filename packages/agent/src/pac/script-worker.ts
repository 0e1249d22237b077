import { readFileSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { type RunLimits, type RunOutcome, ScriptMachine, type World } from './script-machine.ts'

/** What the thread is started with. */
export interface ScriptWorkerData {
  readonly script: string
  readonly limits: RunLimits
}

export interface ScriptTask {
  readonly id: number
  readonly url: string
  readonly host: string
  readonly world: World
}

export interface ScriptReply {
  readonly id: number
  readonly outcome: RunOutcome
}

// The other end is `script-thread.ts`.
const { script, limits } = workerData as ScriptWorkerData
const wasm = readFileSync(new URL(import.meta.resolve('quickjs-wasi/quickjs.wasm')))
let machine: ScriptMachine | undefined
let last = Promise.resolve()

parentPort?.on('message', (task: ScriptTask) => {
  // One after the other: a machine that is being loaded is not loaded twice.
  last = last.then(async () => {
    const reply: ScriptReply = { id: task.id, outcome: await run(task) }
    parentPort?.postMessage(reply)
  })
})

async function run({ url, host, world }: ScriptTask): Promise<RunOutcome> {
  if (machine === undefined) {
    const loaded = await ScriptMachine.load(script, wasm, limits, world, () => performance.now())
    if (!(loaded instanceof ScriptMachine)) return loaded
    machine = loaded
  }
  const outcome = machine.run(url, host, world)
  if (outcome.kind === 'failed') {
    // It may have been ended anywhere, or be full: what it left behind is not for the next question.
    machine.dispose()
    machine = undefined
  }
  return outcome
}
