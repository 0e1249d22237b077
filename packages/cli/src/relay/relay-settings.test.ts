import assert from 'node:assert/strict'
import { test } from 'node:test'
import { relaySettings } from './relay-settings.ts'

const settings = relaySettings('http://127.0.0.1:4071')

test('every program is pointed at the relay, without credentials', () => {
  for (const { title, lines } of settings) {
    const text = lines.join('\n')
    if (!title.startsWith('Node')) assert.match(text, /127\.0\.0\.1/, title)
    assert.doesNotMatch(text, /NAME|PASSWORD|@/, title)
  }
})

test('each shell sets variables in its own words', () => {
  const of = (name: string) => settings.find(({ title }) => title.startsWith(name))?.lines
  assert.equal(of('sh')?.[0], 'export http_proxy=http://127.0.0.1:4071')
  assert.equal(of('fish')?.[1], 'set -gx https_proxy http://127.0.0.1:4071')
  assert.equal(of('PowerShell')?.[0], "$env:http_proxy = 'http://127.0.0.1:4071'")
})
