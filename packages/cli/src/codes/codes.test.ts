import assert from 'node:assert/strict'
import { test } from 'node:test'
import { run } from '../run.ts'
import { scene } from '../testing/scene.ts'

async function codes(args: readonly string[], columns = 80) {
  const { surroundings, stdout, stderr } = scene({ columns })
  return { code: await run(['codes', ...args], surroundings), stdout: stdout(), stderr: stderr() }
}

test('one line per code: number, name, whose it is', async () => {
  const { code, stdout } = await codes(['--class', '4', '--vendor', 'nginx'])
  assert.equal(code, 0)
  assert.match(stdout, /^499 {2}Client Closed Request {2}nginx$/m)
})

test('JSON is an array of rows with their ids and texts', async () => {
  const rows = JSON.parse((await codes(['--vendor', 'pantheon', '--json'])).stdout)
  assert.ok(
    rows.some(({ id, text }: { id: string; text: object }) => id === 'pantheon/530' && text),
  )
})

test('nothing found is the answer no, with empty output', async () => {
  const { code, stdout, stderr } = await codes(['--vendor', 'nginx', '--class', '1'])
  assert.deepEqual([code, stdout, stderr], [1, '', 'no such codes\n'])
})

test('a narrow terminal is not overrun', async () => {
  const { stdout } = await codes(['--family', 'all', '--lang', 'ru'], 40)
  const tooLong = stdout.split('\n').filter((line) => line.length > 40 && /\S \S+ \S/.test(line))
  assert.deepEqual(tooLong, [])
})
