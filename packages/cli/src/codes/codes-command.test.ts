import assert from 'node:assert/strict'
import { test } from 'node:test'
import { run } from '../run.ts'
import { hopwise } from '../testing/hopwise.ts'
import { scene } from '../testing/scene.ts'

test('the real command lists codes of a class and a vendor', async () => {
  const { code, stdout } = await hopwise(['codes', '--class', '4xx', '--vendor', 'nginx'])
  assert.equal(code, 0)
  assert.match(stdout, /^444 .*\n(?:.*\n)*499 {2}Client Closed Request {2}nginx\n$/)
})

test('a class that is no digit is refused', async () => {
  const { surroundings, stderr } = scene()
  assert.equal(await run(['codes', '--class', 'client'], surroundings), 2)
  assert.match(stderr(), /Write a digit/)
})
