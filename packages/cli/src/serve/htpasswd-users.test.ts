import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { temporaryDirectory } from '../testing/scene.ts'
import { openHtpasswd } from './htpasswd-users.ts'

const ALICE = 'alice:{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g='

test('a bad line among good ones is a notice with its number', async (t) => {
  const { path, notices } = written(t, `${ALICE}\nbob\n`)
  const file = await openHtpasswd(path, (text) => notices.push(text))
  t.after(() => file.close())
  assert.equal(file.userCount(), 1)
  assert.equal(notices.length, 1)
  assert.match(notices[0] ?? '', /htpasswd:2: the line has no colon/)
})

test('a file without a usable line is refused, with the line and exit code 5', async (t) => {
  const { path } = written(t, 'bob\ncarol\n')
  await assert.rejects(openHtpasswd(path, assert.fail), {
    name: 'Problem',
    exitCode: 5,
    message: /htpasswd:1: the line has no colon; .* \(1 more in this file\)$/,
  })
})

test('a missing file is refused with its name', async (t) => {
  const path = join(temporaryDirectory(t), 'none')
  await assert.rejects(openHtpasswd(path, assert.fail), {
    exitCode: 5,
    message: /none: the password file cannot be read: there is no such file$/,
  })
})

test('a change is said, with what is wrong now', async (t) => {
  const { path } = written(t, `${ALICE}\n`)
  const { promise, resolve } = Promise.withResolvers<string>()
  const file = await openHtpasswd(path, (text) => {
    if (text.includes(':2:')) resolve(text)
  })
  t.after(() => file.close())
  writeFileSync(path, `${ALICE}\nbob\n`)
  assert.match(await promise, /no colon/)
})

function written(t: TestContext, text: string): { path: string; notices: string[] } {
  const path = join(temporaryDirectory(t), 'htpasswd')
  writeFileSync(path, text, { mode: 0o600 })
  return { path, notices: [] }
}
