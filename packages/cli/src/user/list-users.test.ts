import assert from 'node:assert/strict'
import { test } from 'node:test'
import { scene, temporaryDirectory } from '../testing/scene.ts'
import { addUser } from './add-user.ts'
import { changeUser } from './change-user.ts'
import { listUsers } from './list-users.ts'

test('people get a table, programs JSON, and an empty list is said apart from both', async (t) => {
  const data = temporaryDirectory(t)
  await addUser('alice', { data, generate: true }, scene().surroundings)
  const table = scene()
  listUsers({ data }, table.surroundings)
  assert.match(table.stdout(), /^NAME +STATE .*\nalice +active +2026-11-21 12:00 .*\n$/)
  const json = scene()
  listUsers({ data, json: true }, json.surroundings)
  assert.equal(JSON.parse(json.stdout())[0].name, 'alice')

  changeUser('remove', 'alice', { data }, scene().surroundings)
  const empty = scene()
  listUsers({ data }, empty.surroundings)
  assert.equal(empty.stdout(), '')
  assert.equal(empty.stderr(), `there are no users in ${data}\n`)
  listUsers({ data, json: true }, empty.surroundings)
  assert.equal(empty.stdout(), '[]\n')
})
