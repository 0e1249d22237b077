import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { directoryWith } from '../config/testing/files.ts'
import { scene } from '../testing/scene.ts'
import { lateData } from './late-data.ts'
import { planOf, type StartOptions } from './plan.ts'

test('a configuration is the one that is named, else that of the environment, else none', async (t) => {
  const directory = directoryWith(t, {
    'a.yaml': 'data: a',
    'b.yaml': 'data: b',
    'hopwise.yaml': 'x',
  })
  const [a, b] = ['a.yaml', 'b.yaml'].map((name) => join(directory, name))
  const plan = async (options: StartOptions, env: Record<string, string>) => {
    const { config, close } = await planOf(
      options,
      lateData(),
      () => {},
      scene({ env }).surroundings,
    )
    await close()
    return config
  }
  assert.equal(await plan({ config: a }, { HOPWISE_CONFIG: b! }), a)
  assert.equal(await plan({}, { HOPWISE_CONFIG: b! }), b)
  assert.equal(await plan({}, { HOPWISE_CONFIG: '' }), undefined)
  assert.equal(await plan({}, {}), undefined)
})
