import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { Secret } from '../../secret.ts'
import { connectDirectory } from './connect-directory.ts'
import { type DirectoryConnection, directoryConnection } from './directory-connection.ts'
import { DirectoryError } from './directory-error.ts'
import { type Reply, type ScriptedDirectory, startDirectory } from './testing/scripted-directory.ts'

const PASSWORD = new Secret('opensesame')

test('a bind is answered with the code and the text of the directory', async (t) => {
  const { connection } = await connected(t, { code: 49, text: 'data 52e, v1' })
  assert.deepEqual(await connection.bind('uid=alice', PASSWORD), {
    code: 49,
    text: 'data 52e, v1',
    policyError: undefined,
  })
  assert.equal(connection.boundAs, undefined)
})

test('after a bind that succeeded it is known as whom', async (t) => {
  const { connection, directory } = await connected(t, { code: 0 })
  assert.equal(connection.boundAs, '')
  await connection.bind('uid=alice', PASSWORD)
  assert.equal(connection.boundAs, 'uid=alice')
  assert.deepEqual(directory.asked, [{ kind: 'bind', dn: 'uid=alice', password: 'opensesame' }])
})

test('a name that the library would take for a SASL mechanism never gets there', async (t) => {
  const { connection, directory } = await connected(t, { code: 0 })
  for (const name of ['EXTERNAL', 'PLAIN', 'DIGEST-MD5', 'SCRAM-SHA-1']) {
    assert.equal((await connection.bind(name, PASSWORD)).code, 34)
  }
  assert.deepEqual(directory.asked, [])
})

test('entries are found; a base that is not there has none', async (t) => {
  const entry = { dn: 'uid=alice', attributes: { uid: ['alice'] } }
  const { connection } = await connected(t, { code: 0, entries: [entry] }, { code: 32 })
  const found = await connection.search('dc=example', {
    filter: '(uid=alice)',
    attributes: ['uid'],
  })
  assert.deepEqual(found, [{ dn: 'uid=alice', uid: 'alice' }])
  assert.deepEqual(await connection.search('dc=nowhere', {}), [])
})

const PROBLEMS: readonly [name: string, reply: Reply, sentence: RegExp][] = [
  [
    'a referral',
    { code: 10 },
    /refers to another server for dc=example, and referrals are not followed/,
  ],
  ['a search that is not allowed', { code: 50 }, /may not search under dc=example/],
  ['another failure', { code: 51, text: 'too busy' }, /search under dc=example failed: too busy/],
  ['a hang-up', 'hang-up', /the directory closed the connection/],
]

for (const [name, reply, sentence] of PROBLEMS) {
  test(`${name} is told`, async (t) => {
    const { connection } = await connected(t, reply)
    await assert.rejects(
      connection.search('dc=example', {}),
      (error) => error instanceof DirectoryError && sentence.test(error.message),
    )
  })
}

test('a connection that is closed stays closed: the library may not make another', async (t) => {
  const { connection, directory } = await connected(t, 'hang-up')
  await assert.rejects(connection.search('dc=example', {}), { isLost: true })
  assert.equal(connection.isOpen, false)
  await assert.rejects(connection.bind('uid=alice', PASSWORD), { isLost: true })
  await assert.rejects(connection.search('dc=example', {}), { isLost: true })
  assert.equal(directory.accepted, 1)
})

test('a question that is given up ends with the reason for it', async (t) => {
  const { connection } = await connected(t, 'silence')
  const question = connection.bind('uid=alice', PASSWORD)
  connection.abandon(new DirectoryError('no answer within 5 ms'))
  await assert.rejects(question, { message: 'no answer within 5 ms' })
  assert.equal(connection.isOpen, false)
})

async function connected(
  t: TestContext,
  ...replies: readonly Reply[]
): Promise<{ connection: DirectoryConnection; directory: ScriptedDirectory }> {
  const directory = await startDirectory(
    t,
    (_, number) => replies[Math.min(number, replies.length) - 1] ?? 'silence',
  )
  const socket = await connectDirectory(directory.address, 5000)
  const connection = directoryConnection(directory.address.url, socket)
  t.after(() => connection.close())
  return { connection, directory }
}
