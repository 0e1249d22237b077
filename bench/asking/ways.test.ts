import assert from 'node:assert/strict'
import { test } from 'node:test'
import { WAYS } from './ways.ts'

test('we come first, and who is compared with us is of a version', () => {
  const [first] = WAYS.keys()
  assert.equal(first, 'hopwise')
  for (const [name, { version }] of WAYS) {
    if (name.startsWith('hopwise')) assert.equal(version(), '')
    else assert.match(version() ?? '9.1.0', /^\d+\.\d+\.\d+/, name)
  }
})

test('whoever is installed can be asked by', async () => {
  for (const [name, { version, through }] of WAYS) {
    if (version() === undefined) continue
    const ask = await through('http://a:b@127.0.0.1:1')
    await assert.rejects(ask('http://origin.example/'), { message: /./ }, name)
  }
})
