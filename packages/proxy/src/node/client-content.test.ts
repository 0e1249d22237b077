import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { type SocketPair, socketPair } from '../testing/socket-pair.ts'
import { malformedContent, moreContent } from './client-content.ts'
import { Connection, type Patience } from './connection.ts'
import { Deadlines } from './deadlines.ts'

const LONG: Patience = { ms: 60_000, fault: 'BODY_TIMEOUT' }

async function aClient(t: TestContext): Promise<SocketPair & { readonly client: Connection }> {
  const pair = await socketPair(t)
  const client = new Connection(pair.near, new Deadlines(5))
  t.after(() => client.destroy())
  return { ...pair, client }
}

test('what has come already is taken before anything is waited for', async (t) => {
  const { client, far } = await aClient(t)
  client.unread(Buffer.from('held'), 0)
  far.write('later')
  assert.equal(String(Buffer.from(await moreContent(client, LONG))), 'held')
  assert.equal(String(Buffer.from(await moreContent(client, LONG))), 'later')
})

test('a client that ends within its content is gone', async (t) => {
  const { client, far } = await aClient(t)
  far.end()
  await assert.rejects(moreContent(client, LONG), { code: 'CLIENT_GONE' })
})

test('a client that takes too long fails as its patience says', async (t) => {
  const { client } = await aClient(t)
  const waiting = moreContent(client, { ms: 20, fault: 'BODY_TIMEOUT' })
  await assert.rejects(waiting, { code: 'BODY_TIMEOUT' })
})

test('malformed content is told with the reason', () => {
  const { code, detail } = malformedContent('a chunk without a size')
  assert.deepEqual(
    [code, detail],
    ['BODY_MALFORMED', "the request's content: a chunk without a size"],
  )
})
