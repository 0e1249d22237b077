import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FAULTS } from '@hopwise/journal'
import { ownPage } from './own-page.ts'
import { aboutOf, HTML, JSON_ONLY } from './testing/about.ts'
import type { Visitor } from './visitor.ts'

const ANYBODY: Visitor = { kind: 'anonymous' }
const ALICE: Visitor = {
  kind: 'known',
  user: 'alice',
  scheme: 'Basic',
  client: '192.0.2.31',
  rules: ['public addresses are allowed'],
}
const FORMS = [HTML, JSON_ONLY, {}] as const

test('every page exists in every form, for everybody, with nothing unsaid', () => {
  const paths = ['/', '/errors', ...Object.keys(FAULTS).map((code) => `/errors/${code}`)]
  for (const path of paths) {
    for (const visitor of [ANYBODY, ALICE]) {
      for (const accept of FORMS) {
        const body = ownPage(path, visitor, aboutOf(accept))?.body ?? assert.fail(path)
        assert.doesNotMatch(body, /undefined|\[object|NaN|(?<!https:\/\/)\bPROXY\b/, path)
        assert.match(body, /\n$/)
        if (accept === JSON_ONLY) JSON.parse(body)
      }
    }
  }
})

for (const path of [
  '/?from=bookmark',
  '/errors/',
  '/errors?all',
  '/errors/DRAINING/',
  '/errors/DRAINING?x=/y',
]) {
  test(`${path} is found`, () => assert.ok(ownPage(path, ANYBODY, aboutOf())))
}

for (const path of [
  '/no/such',
  '/errors/NO_SUCH',
  '/errors/toString',
  '/errors/DRAINING/more',
  '/Errors',
  '*',
  '',
  '/errors/%44RAINING',
]) {
  test(`${JSON.stringify(path)} is not found`, () => {
    assert.equal(ownPage(path, ALICE, aboutOf()), undefined)
  })
}

test('the first page differs for those who have signed in', () => {
  assert.match(ownPage('/', ANYBODY, aboutOf())!.body, /Try it/)
  assert.match(ownPage('/', ALICE, aboutOf())!.body, /You are alice/)
})
