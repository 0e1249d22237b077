import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PacLocation } from '../pac/pac-location.ts'
import { composeScript } from './compose-script.ts'
import { aComposing } from './testing/a-composing.ts'
import { Unusable } from './unusable.ts'

const PATH = ['routes', 0, 'via', 'pac']

test('a file that is not there is said of its key', async (t) => {
  const { composing, directory } = aComposing(t, 'data: d')
  const failed = composeScript({ pac: new PacLocation('way.pac') }, PATH, composing)
  await assert.rejects(failed, (error) => {
    assert(error instanceof Unusable)
    assert.deepEqual(error.path, PATH)
    assert.ok(error.message.includes(`${directory}/way.pac`), error.message)
    return true
  })
})

test('a server that is not there is no reason not to start', async (t) => {
  const { composing, notices } = aComposing(t, 'data: d')
  const pac = new PacLocation('http://127.0.0.1:1/way.pac')
  const { script } = await composeScript({ pac }, PATH, composing)
  assert.equal(script.name, 'http://127.0.0.1:1/way.pac')
  assert.deepEqual(notices, [])
  assert.equal((await script.ask('http://a.test/')).kind, 'unavailable')
  assert.equal(notices.length, 1)
})

test('one that is there already is taken, and given back when it is not used any more', async (t) => {
  const { composing } = aComposing(t, 'data: d', { 'way.pac': '' })
  const taken: string[] = []
  let closed = 0
  let prepared = 0
  const later: { close(): unknown }[] = []
  const script = { name: 'kept', ask: () => assert.fail('not asked') }
  const opened = await composeScript({ pac: new PacLocation('way.pac') }, PATH, {
    ...composing,
    async takeScript(source) {
      taken.push(source)
      const prepare = async () => void prepared++
      return { script, prepare, networkChanged() {}, close: async () => void closed++ }
    },
    closeLater: (resource) => void later.push(resource),
  })
  assert.equal(opened.script, script)
  assert.match(taken.join(), /^\/.*\/way\.pac$/)
  assert.deepEqual([prepared, closed], [1, 0])
  for (const resource of later) await resource.close()
  assert.equal(closed, 1)
})
