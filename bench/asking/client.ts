/**
 * A program that is measured: it asks through a proxy, by one way.
 * `node client.ts WAY PROXY`; each line of its input is an `Order`, each of its output what was `Asked`.
 */
import { createInterface } from 'node:readline'
import { askMany, type Order } from './ask-many.ts'
import { WAYS } from './ways.ts'

const [name, proxy] = process.argv.slice(2) as [string, string]
const ask = await WAYS.get(name)!.through(proxy)

for await (const line of createInterface(process.stdin)) {
  const asked = await askMany(ask, JSON.parse(line) as Order).catch(fail)
  process.stdout.write(`${JSON.stringify(asked)}\n`)
}
process.exit()

/** Its message alone: who reads our last words sees no more than their end, and a stack is longer. */
function fail(error: Error): never {
  console.error(error.message)
  process.exit(1)
}
