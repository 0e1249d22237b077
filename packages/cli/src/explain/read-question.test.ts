import assert from 'node:assert/strict'
import { test } from 'node:test'
import { scene } from '../testing/scene.ts'
import { readQuestion } from './read-question.ts'

test('arguments are one text, and standard input is left alone', async () => {
  const { surroundings } = scene()
  assert.equal(
    await readQuestion(['HTTP/1.1', '407', 'X'], false, surroundings.stdin),
    'HTTP/1.1 407 X',
  )
})

for (const words of [['-'], []]) {
  test(`a pipe is read for ${JSON.stringify(words)}, whatever its chunks are`, async () => {
    const { surroundings, stdin } = scene()
    for (const octet of Buffer.from('HTTP/1.1 407 прокси')) stdin.write(Buffer.of(octet))
    stdin.end()
    assert.equal(await readQuestion(words, false, surroundings.stdin), 'HTTP/1.1 407 прокси')
  })
}

test('fields alone are a question', async () => {
  const { surroundings } = scene()
  assert.equal(await readQuestion([], true, surroundings.stdin), '')
})

test('nothing on a terminal or in a pipe is refused with what to do', async () => {
  const terminal = scene({ isTty: true })
  await assert.rejects(readQuestion([], false, terminal.surroundings.stdin), { exitCode: 2 })
  const empty = scene()
  empty.stdin.end(' \n')
  await assert.rejects(readQuestion([], false, empty.surroundings.stdin), /curl -i URL/)
})

test('more than can be looked at is read to its end and dropped', async () => {
  const { surroundings, stdin } = scene()
  const asked = readQuestion(['-'], false, surroundings.stdin)
  for (let n = 0; n < 20; n++) stdin.write('x'.repeat(100_000))
  stdin.end()
  assert.equal((await asked).length, 300_000)
  assert.ok(stdin.readableEnded)
})
