import assert from 'node:assert/strict'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { cleanUp } from '../../testing/clean-up.ts'
import { temporaryDirectory } from '../../testing/scene.ts'
import type { Endpoint } from './connection-owner.ts'
import { openConnectionTable } from './connection-table.ts'

const skip = process.platform === 'linux' ? false : 'only Linux has such a table'

/** A connection to ourselves: its client and where it leads. */
async function connection(
  t: TestContext,
  host: string,
  to = host,
): Promise<{ client: Endpoint; server: Endpoint; end: () => Promise<void> }> {
  const listener = createServer({ allowHalfOpen: true }).listen(0, host)
  await once(listener, 'listening')
  const { port } = listener.address() as AddressInfo
  const accepted = once(listener, 'connection')
  const socket = connect({ host: to, port })
  const [peer] = await accepted
  cleanUp(t, () => {
    socket.destroy()
    peer.destroy()
    listener.close()
  })
  return {
    client: { address: host, port: peer.remotePort },
    server: { address: host, port },
    async end() {
      socket.destroy()
      peer.resume()
      await once(peer, 'end')
    },
  }
}

test('a connection of this process is its user’s', { skip }, async (t) => {
  const { client, server } = await connection(t, '127.0.0.1')
  const table = openConnectionTable()
  const mine = { kind: 'user', uid: process.getuid?.() }
  assert.deepEqual(await table.ownerOf(client, server), mine)
  // Several at one time share what is read.
  const asked = Array.from({ length: 20 }, () => table.ownerOf(client, server))
  assert.deepEqual(await Promise.all(asked), Array(20).fill(mine))
})

test('so is one from an IPv6 socket to an IPv4 address', { skip }, async (t) => {
  const { client, server } = await connection(t, '127.0.0.1', '::ffff:127.0.0.1')
  const owner = await openConnectionTable().ownerOf(client, server)
  assert.deepEqual(owner, { kind: 'user', uid: process.getuid?.() })
})

test('one that its program has closed is nobody’s, root’s least of all', { skip }, async (t) => {
  const { client, server, end } = await connection(t, '127.0.0.1')
  await end()
  assert.deepEqual(await openConnectionTable().ownerOf(client, server), { kind: 'nobody' })
})

test('one that does not exist is not there', { skip }, async () => {
  const nowhere = { address: '127.0.0.1', port: 1 }
  assert.equal(await openConnectionTable().ownerOf(nowhere, nowhere), undefined)
})

test('a table that cannot be read, or has no end, is an error and no answer', async (t) => {
  const directory = temporaryDirectory(t)
  const nowhere = { address: '127.0.0.1', port: 1 }
  const missing = openConnectionTable([join(directory, 'none')])
  await assert.rejects(missing.ownerOf(nowhere, nowhere), { code: 'ENOENT' })
  const large = join(directory, 'large')
  writeFileSync(large, Buffer.alloc(17 * 1024 * 1024))
  await assert.rejects(openConnectionTable([large]).ownerOf(nowhere, nowhere), RangeError)
})
