import assert from 'node:assert/strict'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Problem } from '../../problem.ts'
import { scene, temporaryDirectory } from '../../testing/scene.ts'
import { relayPassword } from './relay-password.ts'

test('without a name there is no password, and one without a name is a mistake', async () => {
  const { surroundings } = scene()
  assert.equal(await relayPassword({}, surroundings), undefined)
  await assert.rejects(relayPassword({ passwordStdin: true }, surroundings), /--user/)
})

test('it is read from standard input without the line break', async () => {
  const { surroundings, stdin } = scene()
  stdin.end('correct horse\n')
  const password = await relayPassword({ user: 'max', passwordStdin: true }, surroundings)
  assert.equal(password?.()?.reveal(), 'correct horse')
})

test('it is asked for at a terminal and not shown', async () => {
  const { surroundings, stdin, stderr } = scene({ isTty: true })
  stdin.write('s3cret\r')
  const password = await relayPassword({ user: 'max' }, surroundings)
  assert.equal(password?.()?.reveal(), 's3cret')
  assert.match(stderr(), /Password of max/)
  assert.doesNotMatch(stderr(), /s3cret/)
})

test('without a terminal nobody is asked', async () => {
  await assert.rejects(relayPassword({ user: 'max' }, scene().surroundings), /--password-file/)
})

test('a file is followed: what it says now counts, and a missing one is no password', async (t) => {
  const passwordFile = join(temporaryDirectory(t), 'password')
  writeFileSync(passwordFile, 'first\n')
  const password = await relayPassword({ user: 'max', passwordFile }, scene().surroundings)
  assert.equal(password?.()?.reveal(), 'first')
  writeFileSync(passwordFile, 'the second')
  assert.equal(password?.()?.reveal(), 'the second')
  rmSync(passwordFile)
  assert.equal(password?.(), undefined)
})

test('a file that is not there or empty is said at the start', async (t) => {
  const passwordFile = join(temporaryDirectory(t), 'password')
  const { surroundings } = scene()
  const read = () => relayPassword({ user: 'max', passwordFile }, surroundings)
  await assert.rejects(read(), /there is no such file/)
  writeFileSync(passwordFile, '\n')
  await assert.rejects(read(), (error) => error instanceof Problem && /empty/.test(error.message))
})
