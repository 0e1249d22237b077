import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { finished } from 'node:stream/promises'
import { test } from 'node:test'
import { Secret } from '../../secret.ts'
import { tellStderr } from './stderr-lines.ts'

test('lines are told as they come, however they are cut, and the last without its end', async () => {
  assert.deepEqual(await told('fir', 'st\nsecond\n\nthi', 'rd'), ['first', 'second', 'third'])
})

test('a line is short and moves no cursor', async () => {
  const [line] = await told(`\x1b[31mred\r${'x'.repeat(1000)}\n`)
  assert.equal(line?.length, 300)
  assert.match(line ?? '', /^\[31mred xx/)
  assert.equal((await told('y'.repeat(100_000)))[0]?.length, 300)
})

test('a password that is being asked about is not shown, escaped or not', async () => {
  assert.deepEqual(await told('asked for alice open%20sesame\n', 'bind with open sesame\n'), [
    'asked for alice [secret]',
    'bind with [secret]',
  ])
})

test('ten lines are told, and that there are more', async () => {
  const lines = await told('x\n'.repeat(500))
  assert.equal(lines.length, 11)
  assert.match(lines[10]!, /says more/)
})

async function told(...pieces: readonly string[]): Promise<readonly string[]> {
  const lines: string[] = []
  const stream = new PassThrough()
  const secrets = () => [new Secret('open sesame'), new Secret('x')]
  tellStderr(stream, { secrets, tell: (line) => void lines.push(line) })
  for (const piece of pieces) stream.write(piece)
  stream.end()
  await finished(stream)
  return lines
}
