import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { Secret } from '@hopwise/auth'
import { NOW_MS, scene, temporaryDirectory } from '../testing/scene.ts'
import { addUser } from '../user/add-user.ts'
import { existingUserStore } from '../user/open-user-store.ts'
import { changeToken } from './change-token.ts'
import { createToken } from './create-token.ts'

test('a token is revoked by its id, and it is said; once more changes nothing', async (t) => {
  const { data, tokens, id, text } = await withToken(t)
  const { surroundings, stderr } = scene()
  changeToken('revoke', id, { data }, surroundings)
  assert.equal(tokens.check(new Secret(text)).kind, 'token-revoked')
  assert.equal(tokens.find(id)?.revokedMs, NOW_MS)
  changeToken('revoke', id, { data }, surroundings)
  assert.equal(
    stderr(),
    `token ${id} of alice was revoked\ntoken ${id} of alice was revoked before\n`,
  )
})

test('whoever found a token can take it back by itself', async (t) => {
  const { data, tokens, id, text } = await withToken(t)
  const { surroundings, stderr } = scene()
  changeToken('remove', `${text}\n`, { data }, surroundings)
  assert.equal(tokens.find(id), undefined)
  assert.equal(stderr(), `token ${id} of alice was removed\n`)
})

test('an unknown id is an answer of no; what looks like a token is not repeated', async (t) => {
  const { data, text } = await withToken(t)
  const said = (idOrToken: string): string => {
    try {
      changeToken('revoke', idOrToken, { data }, scene().surroundings)
    } catch (error) {
      return String(error)
    }
    return 'done'
  }
  assert.match(said('abc'), /There is no token abc: see hopwise token list/)
  assert.match(said(`${text}0`), /There is no such token/)
  assert.match(said('x'.repeat(100)), /There is no such token/)
})

async function withToken(t: TestContext) {
  const data = temporaryDirectory(t)
  await addUser('alice', { data, generate: true }, scene().surroundings)
  const { surroundings, stdout } = scene()
  createToken({ data, user: 'alice', expires: 'never', json: true }, surroundings)
  const { token: text, id } = JSON.parse(stdout())
  const users = existingUserStore(data, surroundings)
  t.after(() => users.close())
  return { data, tokens: users.tokens, id: String(id), text: String(text) }
}
