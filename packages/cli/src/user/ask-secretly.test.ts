import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { type Scene, scene } from '../testing/scene.ts'
import { openSecretPrompt, type SecretPrompt } from './ask-secretly.ts'

const KEYS: readonly [name: string, keys: string, expected: string][] = [
  ['what is typed', 'secret\r', 'secret'],
  ['letters beyond ASCII and pictures', 'pässwörd🔑\r', 'pässwörd🔑'],
  ['backspace takes the last letter', 'secrx\x7fet🔑\b\r', 'secret'],
  ['backspace on nothing does nothing', '\x7f\x7fa\r', 'a'],
  ['Ctrl-U begins anew', 'wrong\x15right\r', 'right'],
  ['Ctrl-D ends what was typed', 'secret\x04', 'secret'],
]

for (const [name, keys, expected] of KEYS) {
  test(`${name}, and nothing of it is shown`, async (t) => {
    const { prompt, stdin, stderr } = asking(t)
    const answer = prompt.ask('Password: ')
    stdin.write(keys)
    assert.equal((await answer).reveal(), expected)
    assert.equal(stderr(), 'Password: \n')
  })
}

test('letters that arrive octet by octet are the same letters', async (t) => {
  const { prompt, stdin } = asking(t)
  const answer = prompt.ask('? ')
  for (const octet of Buffer.from('é🔑\r')) stdin.write(Buffer.of(octet))
  assert.equal((await answer).reveal(), 'é🔑')
})

test('two lines pasted at once answer two questions', async (t) => {
  const { prompt, stdin } = asking(t)
  stdin.write('one\rtwo\r')
  assert.equal((await prompt.ask('? ')).reveal(), 'one')
  assert.equal((await prompt.ask('? ')).reveal(), 'two')
})

test('Ctrl-C ends with 130, and so the terminal is given back', async (t) => {
  const { prompt, stdin, modes } = asking(t)
  const answer = prompt.ask('? ')
  stdin.write('sec\x03')
  await assert.rejects(answer, { name: 'Problem', exitCode: 130 })
  prompt.close()
  assert.deepEqual(modes, [true, false])
})

test('Ctrl-D on nothing and a hang-up are no password', async (t) => {
  for (const end of [(s: Scene) => s.stdin.write('\x04'), (s: Scene) => s.stdin.end()]) {
    const at = asking(t)
    const answer = at.prompt.ask('? ')
    end(at)
    await assert.rejects(answer, { message: 'No password was given.' })
  }
})

function asking(t: TestContext): Scene & { prompt: SecretPrompt; modes: boolean[] } {
  const at = scene({ isTty: true })
  const modes: boolean[] = []
  const stdin = Object.assign(at.surroundings.stdin, {
    setRawMode: (mode: boolean) => modes.push(mode),
  })
  const prompt = openSecretPrompt({ ...at.surroundings, stdin })
  t.after(() => prompt.close())
  return { ...at, prompt, modes }
}
