import assert from 'node:assert/strict'
import { test } from 'node:test'
import { destinationOf } from './destination.ts'
import { way } from './way.ts'
import { wordsIn } from './words.ts'

const english = wordsIn('en')

/** Class and name of each stop. */
function stops(phase: 'authenticate' | 'connect' | 'forward', target: string): readonly string[] {
  const text = way({ phase }, destinationOf(target), 'hop', english).toString()
  return [...text.matchAll(/<li class="(\w*)"><b>(.*?)<\/b>/g)].map(
    ([, state, name]) => `${state}:${name!.replaceAll('<wbr>', '')}`,
  )
}

test('what the proxy refuses itself stops at the proxy', () => {
  assert.deepEqual(stops('authenticate', 'http://a.example/'), [
    ':You',
    'here:hop',
    'ahead:a.example',
  ])
})

test('a server that cannot be reached leaves the line cut', () => {
  assert.deepEqual(stops('connect', 'a.example:443'), [':You', 'cut:hop', 'ahead:a.example:443'])
})

test('a bad answer stops at the site', () => {
  assert.deepEqual(stops('forward', 'http://a.example/'), [':You', ':hop', 'here:a.example'])
})

test('a request for the proxy itself has no site', () => {
  assert.deepEqual(stops('authenticate', '/no/such'), [':You', 'here:hop'])
})

test('a site that nobody can name is still a stop', () => {
  assert.deepEqual(stops('authenticate', ''), [':You', 'here:hop', 'ahead:the website'])
})
