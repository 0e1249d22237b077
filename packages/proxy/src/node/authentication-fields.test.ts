import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NO_FIELDS } from '@hopwise/http'
import { authenticationFields } from './authentication-fields.ts'

const ALICE = { kind: 'accepted', user: 'alice', scheme: 'digest' } as const

test('most schemes add nothing', () => {
  assert.equal(authenticationFields(ALICE), NO_FIELDS)
})

test('what a scheme says after it has accepted goes into the field that is made for it', () => {
  const added = authenticationFields({ ...ALICE, info: 'rspauth="00"', mutual: 'Negotiate AA==' })
  assert.deepEqual(
    added.map(({ name, value }) => `${name}: ${value}`),
    ['Proxy-Authentication-Info: rspauth="00"', 'Proxy-Authenticate: Negotiate AA=='],
  )
})
