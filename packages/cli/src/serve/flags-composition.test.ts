import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createGuessing, DEFAULT_GUESSING } from '@hopwise/auth/node'
import { asked, basic, MAX } from '../compose/testing/a-composing.ts'
import { directoryWith } from '../config/testing/files.ts'
import { composeFlags } from './flags-composition.ts'
import { lateData } from './late-data.ts'

const GUARD = createGuessing({ ...DEFAULT_GUESSING, nowMs: Date.now })
const LISTEN = { host: '127.0.0.1', port: 4070 }

test('users are those of the data directory, unless a password file is given', async (t) => {
  const file = `${directoryWith(t, { p: MAX })}/p`
  const flags = { listen: LISTEN, realm: 'Test' }
  const own = await composeFlags(flags, lateData(), GUARD, assert.fail)
  const mine = await composeFlags({ ...flags, htpasswd: file }, lateData(), GUARD, assert.fail)
  t.after(() => Promise.all([own.close(), mine.close()]))
  const kinds = [own, mine].map(async ({ listeners }) => {
    const authenticator = listeners[0]!.access.authenticatorFor({ host: 'o', port: 80 })
    assert.deepEqual(authenticator.challenges(), ['Basic realm="Test", charset="UTF-8"'])
    return (await authenticator.authenticate([basic('max', 'secret')], asked())).kind
  })
  assert.deepEqual(await Promise.all(kinds), ['unavailable', 'accepted'])
})
