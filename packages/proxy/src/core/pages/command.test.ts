import assert from 'node:assert/strict'
import { test } from 'node:test'
import { command } from './command.ts'

test('options are kept whole', () => {
  assert.equal(
    command('curl --proxy http://a-b/ -U NAME').toString(),
    'curl <i>--proxy</i> http://a-b/ <i>-U</i> NAME',
  )
})

test('the text stays the same but for its markup, line ends included', () => {
  const code = 'a  -b\n  --c=d \\\n-e'
  assert.equal(
    command(code)
      .toString()
      .replace(/<[^>]*>/g, ''),
    code,
  )
})

test('what is typed is escaped', () => {
  assert.equal(command('-<b> "').toString(), '<i>-&#60;b&#62;</i> &#34;')
})
