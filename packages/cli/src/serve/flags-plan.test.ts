import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asked, basic, MAX } from '../compose/testing/a-composing.ts'
import { directoryWith } from '../config/testing/files.ts'
import { scene } from '../testing/scene.ts'
import { planOfFlags } from './flags-plan.ts'
import { lateData } from './late-data.ts'

const { surroundings } = scene()

test('users are those of the data directory, unless a password file is given', async (t) => {
  const htpasswd = `${directoryWith(t, { p: MAX })}/p`
  const own = await planOfFlags({ realm: 'Test' }, lateData(), assert.fail, surroundings)
  const mine = await planOfFlags({ realm: 'Test', htpasswd }, lateData(), assert.fail, surroundings)
  t.after(() => Promise.all([own.close(), mine.close()]))
  const kinds = [own, mine].map(async ({ listeners }) => {
    const authenticator = listeners[0]!.access.authenticatorFor({ host: 'o', port: 80 })
    assert.deepEqual(authenticator.challenges(), ['Basic realm="Test", charset="UTF-8"'])
    return (await authenticator.authenticate([basic('max', 'secret')], asked())).kind
  })
  assert.deepEqual(await Promise.all(kinds), ['unavailable', 'accepted'])
  assert.deepEqual([own.hasOwnUsers, mine.hasOwnUsers], [true, false])
})

test('without anything said it listens on loopback and reaches nothing private', async () => {
  const plan = await planOfFlags({}, lateData(), assert.fail, surroundings)
  assert.deepEqual(plan.listeners[0]?.listen, { host: '127.0.0.1', port: 4070 })
  assert.deepEqual(plan.egress, { allowPrivate: false })
  assert.equal(plan.data.directory, '/home/alice/.local/share/hopwise')
  assert.equal(plan.keepUp, undefined)
})
