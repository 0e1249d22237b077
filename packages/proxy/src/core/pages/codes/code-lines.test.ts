import assert from 'node:assert/strict'
import { test } from 'node:test'
import { meaningsOf } from '@hopwise/status/all'
import { detailed, listed } from './code-lines.ts'
import { staticScene } from './scene.ts'

const scene = staticScene('en')

test('a list has a line for each row', () => {
  assert.equal(
    listed('plain', meaningsOf(407), scene).body,
    '407  Proxy Authentication Required  (IANA HTTP Status Code Registry)\n',
  )
})

test('a terminal reads causes and steps', () => {
  const { body } = detailed('plain', 407, scene)
  assert.match(body, /^407 Proxy Authentication Required[\s\S]*\nWhat to do:\n {2}1\. /)
})

test('a program gets rows, texts and constants', () => {
  const { code, meanings, constants } = JSON.parse(detailed('json', 407, scene).body)
  assert.equal(code, 407)
  assert.equal(meanings[0].row.party, 'client')
  assert.ok(meanings[0].text.causes.length > 1)
  assert.deepEqual(constants.go, ['http.StatusProxyAuthRequired'])
})

test('a number without meaning says what it is treated as', () => {
  assert.equal(JSON.parse(detailed('json', 477, scene).body).treatAs, 400)
  assert.match(detailed('plain', 477, scene).body, /like 400/)
})
