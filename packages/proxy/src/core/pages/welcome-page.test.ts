import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aboutOf } from './testing/about.ts'
import { welcomePage } from './welcome-page.ts'
import { wordsIn } from './words.ts'

const english = wordsIn('en')
const page = (form: 'html' | 'json' | 'plain'): string => welcomePage(form, aboutOf(), english).body

test('a browser is told what this is, how to set programs up, and where the errors are', () => {
  const body = page('html')
  assert.match(body, /<h1>This is a proxy<\/h1>/)
  assert.match(body, /host <code>192\.0\.2\.5<\/code>, port <code>4070<\/code>/)
  for (const tool of [
    'Browser',
    'Environment',
    'curl',
    'git',
    'npm',
    'pip',
    'apt',
    'Java',
    'Docker',
  ]) {
    assert.match(body, new RegExp(`<dt>${tool}</dt>`))
  }
  assert.match(body, /<a href="\/errors">/)
})

test('a terminal is told in lines that can be copied', () => {
  const lines = page('plain').split('\n')
  assert.ok(
    lines.includes(
      '  curl --proxy http://192.0.2.5:4070 --proxy-user NAME http://hopwise.internal/',
    ),
  )
  assert.ok(lines.includes('  export http_proxy=http://NAME:PASSWORD@192.0.2.5:4070'))
  assert.equal(lines.at(-2), 'What its errors mean: http://192.0.2.5:4070/errors')
})

test('a program gets the same as data', () => {
  const { proxy, settings, errors } = JSON.parse(page('json'))
  assert.deepEqual(proxy, { name: 'hopwise-7c41', address: 'http://192.0.2.5:4070' })
  assert.match(settings.git, /^git config /)
  assert.equal(errors, 'http://192.0.2.5:4070/errors')
})
