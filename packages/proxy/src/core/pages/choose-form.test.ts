import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chooseForm } from './choose-form.ts'

const cases: readonly (readonly [who: string, accept: readonly string[], form: string])[] = [
  ['a program that says nothing', [], 'plain'],
  ['curl, which takes anything', ['*/*'], 'plain'],
  ['Chromium', ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'], 'html'],
  ['a picture in a page', ['image/avif,image/webp,image/*,*/*;q=0.8'], 'plain'],
  ['a reader of problem details', ['application/problem+json'], 'json'],
  ['npm', ['application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8, */*'], 'plain'],
  ['a JSON client', ['application/json'], 'json'],
  ['a JSON client that would take the rest too', ['application/json, */*;q=0.1'], 'json'],
  ['whoever spreads Accept over lines', ['application/json;q=0.5', 'text/html'], 'html'],
  ['whoever takes nothing that we have', ['image/png'], 'plain'],
  ['whoever excludes HTML', ['text/html;q=0'], 'plain'],
]
for (const [who, accept, form] of cases) {
  test(`${who} gets ${form}`, () => assert.equal(chooseForm(accept), form))
}
