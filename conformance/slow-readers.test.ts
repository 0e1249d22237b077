import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { dial } from './wire/connection.ts'
import { Stage } from './wire/stage.ts'

test('a client that asks and asks and never reads is held back, not served from memory [9112-9.3.2-1]', {
  timeout: 30_000,
}, async (t) => {
  const stage = await Stage.open()
  t.after(() => stage.close())
  const before = residentKilobytes(stage)
  const client = await dial(stage.proxy.port)
  t.after(() => client.close())
  client.socket.pause()
  const request = 'GET http://a/ HTTP/1.1\r\nHost: a\r\nAccept: text/html\r\n\r\n'
  await client.send(request.repeat(REQUESTS))
  // Each turn is an exchange of somebody else: the proxy has had time for this client as well.
  for (let turn = 0; turn < 100; turn++) await stage.turn()
  await stage.settle()
  const answered = stage.proxy.entries.filter(({ status }) => status === 407).length
  const grown = residentKilobytes(stage) - before
  assert.ok(answered < REQUESTS / 2, `${answered} of ${REQUESTS} answers were made, none was read`)
  assert.ok(grown < 100_000, `memory grew by ${grown} KB`)
})

/** Their answers are some 50 times as large as what the system's buffers hold. */
const REQUESTS = 10_000

function residentKilobytes({ proxy }: Stage): number {
  const status = readFileSync(`/proc/${proxy.child.pid}/status`, 'utf8')
  return Number(/VmRSS:\s+([0-9]+) kB/.exec(status)?.[1])
}
