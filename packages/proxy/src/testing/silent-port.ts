import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { TestContext } from 'node:test'
import { Worker } from 'node:worker_threads'

/** A port at which connecting takes for ever: its queue is full and nobody accepts. */
export async function silentPort(t: TestContext): Promise<number> {
  const wake = new Int32Array(new SharedArrayBuffer(4))
  const worker = new Worker(LISTEN_AND_FREEZE, { eval: true, workerData: wake })
  const fillers: Socket[] = []
  t.after(async () => {
    for (const filler of fillers) filler.destroy()
    Atomics.store(wake, 0, 1)
    Atomics.notify(wake, 0)
    await worker.terminate()
  })
  const [port] = (await once(worker, 'message')) as [number]
  // The queue of a backlog of one holds two; what comes after them waits.
  for (let i = 0; i < QUEUE_MAX; i++) {
    const filler = connect({ port, host: '127.0.0.1' })
    filler.on('error', () => {})
    fillers.push(filler)
    if (!(await connects(filler))) return port
  }
  throw new Error('the queue of a listener that accepts nothing never became full')
}

function connects(socket: Socket): Promise<boolean> {
  return new Promise((resolve) => {
    // With the turn of the loop in which an answer that has come meanwhile is heard.
    const timer = setTimeout(() => setImmediate(() => resolve(false)), FULL_AFTER_MS)
    socket.once('connect', () => {
      clearTimeout(timer)
      resolve(true)
    })
  })
}

const LISTEN_AND_FREEZE = `
  const { parentPort, workerData } = require('node:worker_threads')
  const server = require('node:net').createServer()
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
    parentPort.postMessage(server.address().port)
    Atomics.wait(workerData, 0, 0)
    process.exit()
  })
`
const QUEUE_MAX = 16
const FULL_AFTER_MS = 150
