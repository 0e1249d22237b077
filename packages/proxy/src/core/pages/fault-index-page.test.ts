import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FAULTS, PHASES } from '@hopwise/journal'
import { faultIndexPage } from './fault-index-page.ts'
import { aboutOf } from './testing/about.ts'
import { wordsIn } from './words.ts'

const CODES = Object.keys(FAULTS)
const page = (form: 'html' | 'json' | 'plain'): string =>
  faultIndexPage(form, aboutOf(), wordsIn('en')).body

test('people find every fault once, under its phase, the phases in their order', () => {
  const body = page('html')
  const phases = [...body.matchAll(/<h2 id="([\w-]+)"/g)].map(([, phase]) => phase)
  assert.deepEqual(phases, PHASES)
  const links = [...body.matchAll(/href="\/errors\/(\w+)"/g)].map(([, code]) => code)
  assert.deepEqual(links.toSorted(), CODES.toSorted())
})

test('a terminal gets one line each', () => {
  const lines = page('plain').trimEnd().split('\n')
  assert.equal(lines.length, CODES.length)
  assert.ok(lines.includes('407 CREDENTIALS_MISSING  Sign in to this proxy'))
})

test('a program gets what it can decide by', () => {
  const { faults } = JSON.parse(page('json'))
  assert.equal(faults.length, CODES.length)
  assert.deepEqual(faults[0], {
    fault: 'HEAD_MALFORMED',
    status: 400,
    phase: 'receive',
    party: 'client',
    retry: 'never',
    title: 'The request could not be read',
    type: 'http://hopwise.internal/errors/HEAD_MALFORMED',
  })
})
