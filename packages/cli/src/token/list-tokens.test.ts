import assert from 'node:assert/strict'
import { test } from 'node:test'
import { scene, temporaryDirectory } from '../testing/scene.ts'
import { addUser } from '../user/add-user.ts'
import { createToken } from './create-token.ts'
import { listTokens } from './list-tokens.ts'

test('tokens are listed for people and for programs, without the tokens themselves', async (t) => {
  const data = temporaryDirectory(t)
  for (const name of ['alice', 'bob']) {
    await addUser(name, { data, generate: true }, scene().surroundings)
    const octets = name.length // another one for each
    const { surroundings } = scene()
    const random = (length: number) => new Uint8Array(length).fill(octets)
    createToken({ data, user: name, name: 'ci', expires: 'never' }, { ...surroundings, random })
  }
  const listed = (options: { user?: string; json?: boolean }): string => {
    const { surroundings, stdout, stderr } = scene()
    listTokens({ data, ...options }, surroundings)
    return stdout() + stderr()
  }
  assert.match(listed({}), /^ID .*\n[0-9a-f]{12} {2}alice .*\n[0-9a-f]{12} {2}bob .*\n$/)
  assert.doesNotMatch(listed({ user: 'alice' }), /bob/)
  const [first] = JSON.parse(listed({ json: true }))
  assert.equal(first.user, 'alice')
  assert.doesNotMatch(listed({}) + listed({ json: true }), /hwt_/)
})

test('none are none, and an unknown user is an answer of no', async (t) => {
  const data = temporaryDirectory(t)
  await addUser('alice', { data, generate: true }, scene().surroundings)
  const { surroundings, stderr } = scene()
  listTokens({ data }, surroundings)
  listTokens({ data, user: 'alice' }, surroundings)
  assert.equal(stderr(), 'there are no tokens\nthere are no tokens of alice\n')
  assert.throws(() => listTokens({ data, user: 'bob' }, surroundings), { exitCode: 1 })
})
