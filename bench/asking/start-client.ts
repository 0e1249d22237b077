import path from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import type { Scope } from '../machine/scope.ts'
import type { Running } from '../peers/peer.ts'
import type { Asked, Order } from './ask-many.ts'

/** A program that asks through a proxy; it stays, so that what is compiled in one round serves the next. */
export interface Client extends Running {
  /** Rejects with the program's last words when an answer was not right, and when it takes too long. */
  ask(order: Order): Promise<Asked>
}

export interface ClientSettings {
  /** One of `WAYS`. */
  readonly way: string
  readonly proxyPort: number
  /** With its colon: `user:password`. */
  readonly login: string
  /** A file with a certificate that it trusts beside the usual ones. */
  readonly authority?: string
}

export function startClient(scope: Scope, settings: ClientSettings): Client {
  const proxy = `http://${settings.login}@127.0.0.1:${settings.proxyPort}`
  const program = scope.start(process.execPath, [PROGRAM, settings.way, proxy], {
    stdin: 'pipe',
    stdout: 'pipe',
    ...(settings.authority && { env: { NODE_EXTRA_CA_CERTS: settings.authority } }),
  })
  const lines = createInterface(program.child.stdout as Readable)[Symbol.asyncIterator]()
  return {
    pid: program.pid,
    port: settings.proxyPort,
    ask: async (order) => {
      ;(program.child.stdin as Writable).write(`${JSON.stringify(order)}\n`)
      const line = await within(order.seconds + 20, lines.next())
      if (line.done) throw new Error(`${settings.way} ended: ${program.lastWords()}`)
      return JSON.parse(line.value) as Asked
    },
  }
}

async function within<T>(seconds: number, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const late = (): void => reject(new Error('the program that asks took too long'))
  const timer = setTimeout(late, seconds * 1000)
  return await Promise.race([work, promise]).finally(() => clearTimeout(timer))
}

const PROGRAM = path.join(import.meta.dirname, 'client.ts')
