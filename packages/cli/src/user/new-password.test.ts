import assert from 'node:assert/strict'
import { test } from 'node:test'
import { scene } from '../testing/scene.ts'
import { newPassword } from './new-password.ts'

test('--password-stdin takes the line without its break, colons and spaces included', async () => {
  for (const [input, expected] of [
    ['a:b c\n', 'a:b c'],
    ['secret\r\n', 'secret'],
    [' pässwörd ', ' pässwörd '],
  ] as const) {
    const { surroundings, stdin } = scene()
    stdin.end(input)
    const { password, isGenerated } = await newPassword(
      'alice',
      { passwordStdin: true },
      surroundings,
    )
    assert.equal(password.reveal(), expected)
    assert.equal(isGenerated, false)
  }
})

const UNUSABLE: readonly [name: string, input: string, sentence: RegExp][] = [
  ['an empty one', '\n', /empty/],
  ['no input at all', '', /empty/],
  ['two lines', 'one\ntwo\n', /line break/],
  ['a control character', 'a\x07b\n', /control character/],
  ['one that is too long', 'x'.repeat(1025), /longer than 1024 octets/],
]

for (const [name, input, sentence] of UNUSABLE) {
  test(`${name} is refused, and nothing is changed`, async () => {
    const { surroundings, stdin } = scene()
    stdin.end(input)
    await assert.rejects(newPassword('alice', { passwordStdin: true }, surroundings), {
      exitCode: 2,
      message: sentence,
    })
  })
}

test('it is asked for twice, and both must be the same', async () => {
  const same = scene({ isTty: true })
  same.stdin.write('secret\rsecret\r')
  const { password } = await newPassword('alice', {}, same.surroundings)
  assert.equal(password.reveal(), 'secret')
  assert.equal(same.stderr(), 'Password for alice: \nThe same again: \n')

  const different = scene({ isTty: true })
  different.stdin.write('secret\rsecrte\r')
  await assert.rejects(newPassword('alice', {}, different.surroundings), { message: /differ/ })
})

test('an empty one is refused before it is asked for again', async () => {
  const { surroundings, stdin, stderr } = scene({ isTty: true })
  stdin.write('\r')
  await assert.rejects(newPassword('alice', {}, surroundings), { message: /empty/ })
  assert.equal(stderr(), 'Password for alice: \n')
})

test('without a terminal the ways to give one are named', async () => {
  await assert.rejects(newPassword('alice', {}, scene().surroundings), {
    exitCode: 2,
    message: /not a terminal.*--password-stdin.*--generate/,
  })
})

test('a generated one has to be shown', async () => {
  const { password, isGenerated } = await newPassword(
    'alice',
    { generate: true },
    scene().surroundings,
  )
  assert.equal(isGenerated, true)
  assert.match(password.reveal(), /^\w{5}(-\w{5}){3}$/)
})
