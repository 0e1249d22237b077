import assert from 'node:assert/strict'
import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { timeRefusals } from './time-refusals.ts'

const KINDS = [
  { name: 'slow', users: ['slow'] },
  { name: 'fast', users: ['fast', 'also'] },
]

async function startServer(t: { after(end: () => void): void }, status: number): Promise<number> {
  const server = http.createServer((request, response) => {
    const [, value = ''] = (request.headers['proxy-authorization'] ?? '').split(' ')
    const isSlow = Buffer.from(value, 'base64').toString().startsWith('slow:')
    setTimeout(() => response.writeHead(status).end('no'), isSlow ? 20 : 0)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => void server.close())
  return (server.address() as AddressInfo).port
}

test('each kind is tried as often, and its times are its own', async (t) => {
  const times = await timeRefusals(await startServer(t, 407), KINDS, 10)
  const [slow, fast] = [times.get('slow') ?? [], times.get('fast') ?? []]
  assert.deepEqual([slow.length, fast.length], [10, 10])
  assert.ok(Math.min(...slow) >= 19_000, `${Math.min(...slow)} µs`)
  assert.ok(Math.min(...fast) < Math.min(...slow))
})

test('an answer that is no refusal ends the measurement', async (t) => {
  await assert.rejects(timeRefusals(await startServer(t, 429), KINDS, 1), /HTTP\/1\.1 429/)
})
