import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { run } from '../run.ts'
import { scene } from '../testing/scene.ts'
import { directoryWith } from './testing/files.ts'

test('the file can be named, or be that of the environment', async (t) => {
  const directory = directoryWith(t, { 'a.yaml': '{}', 'b.yaml': 'x: 1' })
  const env = { HOPWISE_CONFIG: join(directory, 'b.yaml') }
  const named = scene({ env })
  assert.equal(await run(['config', 'check', join(directory, 'a.yaml')], named.surroundings), 0)
  const unnamed = scene({ env })
  assert.equal(await run(['config', 'check'], unnamed.surroundings), 5)
  assert.match(unnamed.stderr(), /b\.yaml:1:1: x: /)
})

test('show prints what holds', async (t) => {
  const directory = directoryWith(t, { 'a.yaml': '{}' })
  const { surroundings, stdout } = scene()
  const args = ['config', 'show', join(directory, 'a.yaml'), '--json']
  assert.equal(await run(args, surroundings), 0)
  assert.equal(JSON.parse(stdout()).listeners[0].listen, '127.0.0.1:4070')
})

test('schema prints the JSON Schema', async () => {
  const { surroundings, stdout } = scene()
  assert.equal(await run(['config', 'schema'], surroundings), 0)
  assert.equal(JSON.parse(stdout()).title, 'hopwise.yaml')
})
