import assert from 'node:assert/strict'
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { hopwise } from '../testing/hopwise.ts'
import { temporaryDirectory } from '../testing/scene.ts'

test('without a proxy it asks which', async () => {
  const { code, stderr } = await hopwise(['relay'])
  assert.equal(code, 2)
  assert.match(stderr, /https_proxy/)
  assert.match(stderr, /hopwise relay --to http:\/\/proxy\.corp:8080 --user NAME/)
})

test('a password on the command line is accepted, with a warning that does not repeat it', async () => {
  const to = ['--to', 'http://max:s3cret@127.0.0.1:1']
  const { code, stderr, stdout } = await hopwise(['relay', ...to, '--test'])
  assert.equal(code, 1)
  assert.match(stderr, /every user of this machine sees it \(ps\)/)
  assert.doesNotMatch(stderr + stdout, /s3cret/)
})

test('a password file that others can read is warned about', async (t) => {
  const file = join(temporaryDirectory(t), 'password')
  writeFileSync(file, 'secret')
  chmodSync(file, 0o644)
  const args = ['relay', '--to', '127.0.0.1:1', '--user', 'max', '--password-file', file, '--test']
  const { stderr } = await hopwise(args)
  assert.match(stderr, /can be read by everybody/)
})

test('a script is enough, but who may have a password is not for it to say', async () => {
  const pac = ['relay', '--pac', 'http://127.0.0.1:1/way.pac']
  const user = ['--user', 'max', '--password-file', '/dev/null']
  const nobody = await hopwise([...pac, ...user, '--test'])
  assert.equal(nobody.code, 2)
  assert.match(nobody.stderr, /may have the password of max\? Say --credentials-for/)
  const shown = await hopwise([...pac, '--test'])
  assert.equal(shown.code, 1)
  assert.match(shown.stdout, /the relay answers with 502 PAC_UNAVAILABLE;.*\n$/)
  const without = await hopwise(['relay', '--to', 'p', '--credentials-for', 'p', '--test'])
  assert.equal(without.code, 2)
  assert.match(without.stderr, /it goes with --pac/)
})
