import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { directoryWith } from '../config/testing/files.ts'
import { scene } from '../testing/scene.ts'
import { planOfConfig } from './config-plan.ts'
import { lateData } from './late-data.ts'

const { surroundings } = scene()

test('data and limits are those of the file, and paths count from it', async (t) => {
  const text = 'data: here\nlimits: { idleTimeout: 7s }\nstores: { a: { kind: users } }'
  const directory = directoryWith(t, { 'a.yaml': text })
  const plan = await planOfConfig(join(directory, 'a.yaml'), {}, lateData(), () => {}, surroundings)
  t.after(() => plan.close())
  assert.equal(plan.data.directory, join(directory, 'here'))
  assert.equal(plan.limits.idleTimeoutMs, 7_000)
  assert.equal(plan.hasOwnUsers, true)
})

test('where users are kept elsewhere, no first user is made', async (t) => {
  const text =
    'stores: { a: { kind: ldap, urls: ["ldap://127.0.0.1:1"], user: { dn: "uid={user}" } } }'
  const directory = directoryWith(t, { 'a.yaml': text })
  const plan = await planOfConfig(join(directory, 'a.yaml'), {}, lateData(), () => {}, surroundings)
  t.after(() => plan.close())
  assert.equal(plan.hasOwnUsers, false)
})

test('a password file on the command line is not clear beside a configuration', async () => {
  const planning = planOfConfig('/a.yaml', { htpasswd: 'p' }, lateData(), () => {}, surroundings)
  await assert.rejects(planning, { exitCode: 2, message: /does not go with a configuration/ })
})
