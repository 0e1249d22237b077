import assert from 'node:assert/strict'
import { test } from 'node:test'
import { selfPage } from './self-page.ts'
import { aboutOf } from './testing/about.ts'
import { wordsIn } from './words.ts'

const english = wordsIn('en')
const alice = {
  kind: 'known',
  user: 'al<i>ce',
  scheme: 'Basic',
  client: '192.0.2.31',
  rules: ['public addresses are allowed', 'private ones are refused'],
} as const
const page = (form: 'html' | 'json' | 'plain', visitor = alice): string =>
  selfPage(visitor, form, aboutOf(), english).body

test('curl learns who it is in a few lines', () => {
  assert.equal(
    page('plain'),
    `You are al<i>ce.
Signed in by: Basic
From: 192.0.2.31
Proxy: hopwise-7c41, http://192.0.2.5:4070
What applies to you:
  - public addresses are allowed
  - private ones are refused
Exchange: 3F9K-T2QX-0A7M
What its errors mean: http://hopwise.internal/errors
`,
  )
})

test('a browser learns the same', () => {
  const body = page('html')
  assert.match(body, /<h1>You are al&#60;i&#62;ce<\/h1>/)
  for (const text of ['Basic', '192.0.2.31', 'public addresses are allowed', 'href="/errors"']) {
    assert.ok(body.includes(text), text)
  }
})

test('a program learns the same', () => {
  assert.deepEqual(JSON.parse(page('json')), {
    user: 'al<i>ce',
    scheme: 'Basic',
    client: '192.0.2.31',
    rules: alice.rules,
    proxy: { name: 'hopwise-7c41', address: 'http://192.0.2.5:4070' },
    exchange: '3F9K-T2QX-0A7M',
    errors: 'http://hopwise.internal/errors',
  })
})

test('no rules is an answer too', () => {
  const free = selfPage({ ...alice, rules: [] }, 'plain', aboutOf(), english).body
  assert.match(free, /What applies to you:\n {2}- No restriction\.\n/)
})
