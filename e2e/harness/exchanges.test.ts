import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Entry } from '@hopwise/journal'
import { Exchanges, summary } from './exchanges.ts'

const entry: Entry = {
  exchange: 'a',
  time: 0,
  client: '127.0.0.1',
  outcome: 'refused',
  status: 407,
  method: 'CONNECT',
  target: '127.0.0.1:8080',
  version: 'HTTP/1.1',
  fault: 'CREDENTIALS_REJECTED',
  phases: {},
  bytes: { fromClient: 0, toClient: 0 },
}

test('entries of a port are waited for and told apart from those of others', async () => {
  const exchanges = new Exchanges()
  const waiting = exchanges.count(8080, 1)
  exchanges.add({ ...entry, target: 'http://127.0.0.1:80801/' })
  exchanges.add(entry)
  assert.deepEqual(await waiting, [entry])
})

test('waiting in vain fails with the journal', async () => {
  const exchanges = new Exchanges()
  exchanges.add(entry)
  const vain = exchanges.until('miracle', () => undefined, 10)
  await assert.rejects(
    vain,
    /no miracle in the journal after 10 ms:\nCONNECT 127\.0\.0\.1:8080 refused/,
  )
})

test('a summary names what the entry has', () => {
  assert.equal(summary(entry), 'refused 407 CREDENTIALS_REJECTED')
})
