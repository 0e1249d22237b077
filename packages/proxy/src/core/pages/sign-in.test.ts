import assert from 'node:assert/strict'
import { test } from 'node:test'
import { signIn } from './sign-in.ts'
import { aboutOf } from './testing/about.ts'
import { wordsIn } from './words.ts'

test('the usual programs are told where to put the name and password', () => {
  const text = signIn(aboutOf(), 'Try again.', wordsIn('en')).toString()
  for (const name of ['curl', 'Environment', 'git', 'npm']) {
    assert.match(text, new RegExp(`<dt>${name}</dt>`))
  }
  assert.match(text, /http:\/\/NAME:PASSWORD@192\.0\.2\.5:4070/)
})

test('a program whose command is the next step already is not repeated', () => {
  const text = signIn(aboutOf(), 'Type `curl --proxy-user NAME`.', wordsIn('en')).toString()
  assert.doesNotMatch(text, /<dt>curl/)
})
