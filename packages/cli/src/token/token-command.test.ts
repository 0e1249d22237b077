import assert from 'node:assert/strict'
import { test } from 'node:test'
import { run } from '../run.ts'
import { scene, temporaryDirectory } from '../testing/scene.ts'
import { addUser } from '../user/add-user.ts'

test('the life of a token, as it is typed', async (t) => {
  const data = temporaryDirectory(t)
  await addUser('alice', { data, generate: true }, scene().surroundings)
  const token = async (...args: string[]): Promise<string> => {
    const { surroundings, stdout, stderr } = scene()
    const code = await run(['token', ...args, '--data', data], surroundings)
    return `${code} ${stdout()}${stderr()}`
  }
  const limits = ['--expires', '30d', '--scope', 'a', '--scope', 'b', '--allow', '*.example.com']
  const made = await token('create', '--user', 'alice', '--name', 'ci', ...limits)
  const secret = /hwt_\w+/.exec(made)?.[0] ?? ''
  const listed = await token('list')
  assert.match(listed, /alice {2}active .* 2026-12-21 .* a b .* \*\.example\.com {2}ci/)
  const id = /^[0-9a-f]{12}/m.exec(listed)?.[0] ?? ''
  assert.equal(await token('revoke', id), `0 token ${id} of alice was revoked\n`)
  assert.match(await token('list', '--user', 'alice', '--json'), /"state": "revoked"/)
  assert.equal(await token('remove', secret), `0 token ${id} of alice was removed\n`)
  assert.match(await token('remove', id), /^1 hopwise: There is no token/)
})

const REFUSED: readonly [name: string, args: readonly string[], sentence: RegExp][] = [
  ['no user', [], /--user/],
  ['a time that is none', ['--user', 'alice', '--expires', 'soon'], /a span such as 30m/],
  ['a time that has passed', ['--user', 'alice', '--expires', '2020-01-01'], /has passed/],
  ['two scopes in one', ['--user', 'alice', '--scope', 'a b'], /repeat --scope/],
  ['a destination that is none', ['--user', 'alice', '--allow', 'http://x'], /character \d/],
  ['a name with a line break', ['--user', 'alice', '--name', 'a\nb'], /control characters/],
]

for (const [name, args, sentence] of REFUSED) {
  test(`${name} is refused`, async (t) => {
    const { surroundings, stdout, stderr } = scene()
    const data = ['--data', temporaryDirectory(t)]
    assert.equal(await run(['token', 'create', ...args, ...data], surroundings), 2)
    assert.match(stderr(), sentence)
    assert.equal(stdout(), '')
  })
}
