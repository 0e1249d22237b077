import assert from 'node:assert/strict'
import { test } from 'node:test'

import { problemsOf, read } from '../testing/reading.ts'
import { certificates } from './certificates.ts'

test('a part of the certificate can be the name', () => {
  assert.deepEqual(read(certificates, { user: 'email' }), { user: 'email', groups: [] })
})

test('a list can name users, with groups or without', () => {
  const user = { 'CN=a': 'alice', 'DNS:b': { user: 'bob', groups: ['staff'] } }
  assert.deepEqual(read(certificates, { user, groups: ['devices'] }), {
    user: { 'CN=a': { user: 'alice', groups: [] }, 'DNS:b': { user: 'bob', groups: ['staff'] } },
    groups: ['devices'],
  })
})

test('a part that there is not is told with the nearest', () => {
  const text = 'authentication: { default: { certificates: { user: commonname } } }'
  assert.match(problemsOf(text).join(), /did you mean commonName\?/)
})
