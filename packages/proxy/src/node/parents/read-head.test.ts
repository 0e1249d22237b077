import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { Fault } from '@hopwise/journal'
import { socketPair } from '../../testing/socket-pair.ts'
import { anEngine } from '../../testing/start-engine.ts'
import { nextHopOn } from '../connect-next-hop.ts'
import { Connection } from '../connection.ts'
import { readHead } from './read-head.ts'

test('interim responses are dropped, what is behind the final one stays', async (t) => {
  const { read, connection } = await reading(
    t,
    'HTTP/1.1 100 C\r\n\r\nHTTP/1.1 102 P\r\n\r\nHTTP/1.1 200 OK\r\n\r\nearly',
  )
  const head = await read()
  assert.equal(head === 'closed-unanswered' ? 0 : head.status, 200)
  assert.equal(Buffer.from(connection.take() ?? []).toString(), 'early')
})

test('an end without an octet is told, one in the middle is a fault', async (t) => {
  assert.equal(await (await reading(t, '', 'ends')).read(), 'closed-unanswered')
  for (const text of ['HTTP/1.1 2', 'HTTP/1.1 100 C\r\n\r\n']) {
    await assert.rejects((await reading(t, text, 'ends')).read(), isInvalid(/closed before/))
  }
})

test('what is not HTTP, or nothing but interim responses, is a fault', async (t) => {
  await assert.rejects((await reading(t, 'SSH-2.0\r\n')).read(), isInvalid(/is not HTTP/))
  const endless = 'HTTP/1.1 100 C\r\n\r\n'.repeat(40)
  await assert.rejects((await reading(t, endless)).read(), isInvalid(/too many interim/))
})

async function reading(t: TestContext, text: string, ends?: 'ends') {
  const { engine } = anEngine()
  const { near, far } = await socketPair(t)
  const connection = new Connection(near, engine.deadlines)
  const nextHop = nextHopOn(connection, 'key', 'address', engine)
  if (text !== '') far.write(text)
  if (ends) far.end()
  return { connection, read: () => readHead(nextHop, 'corp', engine) }
}

function isInvalid(detail: RegExp) {
  return (error: unknown): boolean => {
    assert(error instanceof Fault)
    assert.equal(error.code, 'PARENT_ANSWER_INVALID')
    assert.match(error.detail, detail)
    return true
  }
}
