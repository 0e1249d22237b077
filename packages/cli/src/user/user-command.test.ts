import assert from 'node:assert/strict'
import { test } from 'node:test'
import { run } from '../run.ts'
import { NOW_MS, scene, temporaryDirectory } from '../testing/scene.ts'

test('the life of a user, as it is typed', async (t) => {
  const data = temporaryDirectory(t)
  const user = async (...args: string[]): Promise<string> => {
    const { surroundings, stdin, stdout, stderr } = scene()
    stdin.end('secret\n')
    const code = await run(['user', ...args, '--data', data], surroundings)
    return `${code} ${stdout()}${stderr()}`
  }
  assert.equal(
    await user('add', 'alice', '--password-stdin', '--expires', '30d'),
    '0 user alice was added\n',
  )
  assert.match(
    await user('list', '--json'),
    new RegExp(new Date(NOW_MS + 30 * 86_400_000).toISOString()),
  )
  assert.equal(
    await user('passwd', 'alice', '--password-stdin'),
    '0 user alice has another password\n',
  )
  assert.equal(
    await user('set', 'alice', '--group', 'staff', '--allow-host', '*.example.com:443'),
    '0 user alice was changed\n',
  )
  assert.match(await user('list'), /GROUPS +ONLY HOSTS\n.* staff +\*\.example\.com:443\n$/)
  assert.equal(await user('disable', 'alice'), '0 user alice was disabled\n')
  assert.equal(await user('enable', 'alice'), '0 user alice was enabled\n')
  assert.equal(await user('remove', 'alice'), '0 user alice was removed\n')
  assert.match(await user('remove', 'alice'), /^1 hopwise: There is no user alice/)
})

const REFUSED: readonly [name: string, args: readonly string[], sentence: RegExp][] = [
  ['two ways to give a password', ['--generate', '--password-stdin'], /cannot be used with/],
  ['a time that is none', ['--expires', 'soon'], /a span such as 30m/],
  ['a host pattern that is none', ['--allow-host', 'https://a'], /no scheme/],
  ['a time that has passed', ['--expires', '2020-01-01'], /has passed/],
]

for (const [name, args, sentence] of REFUSED) {
  test(`${name} is refused`, async (t) => {
    const { surroundings, stderr } = scene()
    const data = ['--data', temporaryDirectory(t)]
    assert.equal(await run(['user', 'add', 'alice', ...args, ...data], surroundings), 2)
    assert.match(stderr(), sentence)
  })
}
