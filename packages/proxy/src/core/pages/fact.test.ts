import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fact } from './fact.ts'
import { html } from './markup.ts'

test('a fact is a term and its escaped description', () => {
  assert.equal(fact('A', '<b>').toString(), '<dt>A</dt><dd>&#60;b&#62;</dd>\n')
  assert.equal(fact('A', html`<b>x</b>`).toString(), '<dt>A</dt><dd><b>x</b></dd>\n')
})

test('what is not known has no row', () => assert.equal(fact('A', '').toString(), ''))
