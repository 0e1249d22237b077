import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Written } from './written.ts'

test('pieces come in order, each acknowledged when it is taken', async () => {
  const written = new Written()
  const taken: string[] = []
  for (const text of ['one', 'two']) written.add(Buffer.from(text), () => taken.push(text))
  assert.equal(String(await written.read()), 'one')
  assert.deepEqual(taken, ['one'])
  assert.equal(String(await written.read()), 'two')
})

test('a read waits for what is written later', async () => {
  const written = new Written()
  const reading = written.read()
  written.add(Buffer.from('late'), () => undefined)
  assert.equal(String(await reading), 'late')
})

test('what was given back comes first, and after the end there is nothing', async () => {
  const written = new Written()
  written.add(Buffer.from('next'), () => undefined)
  written.giveBack(Buffer.from('rest'))
  written.end()
  assert.equal(String(await written.read()), 'rest')
  assert.equal(String(await written.read()), 'next')
  assert.equal(await written.read(), undefined)
})
