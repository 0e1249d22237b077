import assert from 'node:assert/strict'
import { tmpdir } from 'node:os'
import { test } from 'node:test'
import { loadKerberos } from './load-kerberos.ts'

test('a library that is not installed is an error that says how to install it', async () => {
  await assert.rejects(loadKerberos(tmpdir()), (error) => {
    assert.ok(error instanceof Error)
    assert.match(error.message, /needs the npm package "kerberos"/)
    assert.match(error.message, /npm install kerberos/)
    assert.doesNotMatch(error.message, /\n/)
    return true
  })
})
