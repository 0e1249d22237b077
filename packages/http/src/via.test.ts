import assert from 'node:assert/strict'
import { test } from 'node:test'
import { field } from './fields.ts'
import { formatVia, viaReceivedBy } from './via.ts'

test('our member says the version that the message came in', () => {
  assert.equal(formatVia(1, 'us'), '1.1 us')
  assert.equal(formatVia(0, 'us'), '1.0 us')
})

test('who passed a message on is read over several lines, with comments left out', () => {
  const fields = [
    field('Via', '1.0 fred, HTTP/1.1 p.example:80 (Apache)'),
    field('via', '1.1  joe,broken'),
  ]
  assert.deepEqual(viaReceivedBy(fields), ['fred', 'p.example:80', 'joe'])
  assert.deepEqual(viaReceivedBy([]), [])
})
