import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listeningPort } from './hopwise.ts'

test('the port is read from the line that says it is ready, and from no other', () => {
  assert.equal(listeningPort('notice\nlistening on http://127.0.0.1:40123\n'), 40123)
  assert.equal(listeningPort('not listening on http://127.0.0.1:40123'), 0)
  assert.equal(listeningPort('it said nothing'), 0)
})
