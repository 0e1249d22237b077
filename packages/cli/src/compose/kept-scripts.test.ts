import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keptScripts } from './kept-scripts.ts'

function counting() {
  const opened: string[] = []
  const closed: string[] = []
  const take = keptScripts(async (source) => {
    opened.push(source)
    const script = { name: source, ask: () => assert.fail('not asked') }
    const close = async () => void closed.push(source)
    return { script, prepare: async () => {}, networkChanged() {}, close }
  })
  return { take, opened, closed }
}

test('a script lasts as long as somebody uses it, whoever opened it', async () => {
  const { take, opened, closed } = counting()
  const before = await take('a')
  const after = await take('a')
  assert.equal(before.script, after.script)
  await before.close()
  assert.deepEqual([opened, closed], [['a'], []])
  await after.close()
  assert.deepEqual(closed, ['a'])
  await (await take('a')).close()
  assert.deepEqual(opened, ['a', 'a'])
})

test('each place has a script of its own, also when they are asked for at one time', async () => {
  const { take, opened } = counting()
  await Promise.all([take('a'), take('b'), take('a')])
  assert.deepEqual(opened, ['a', 'b'])
})
