import assert from 'node:assert/strict'
import { test } from 'node:test'
import { splitLogin } from './authenticate.ts'

// What the message proves is seen in client.test.ts, and by Samba in e2e/ntlm.test.ts.

const NAMES: readonly [name: string, username: string, domain: string][] = [
  ['alice', 'alice', ''],
  ['CORP\\alice', 'alice', 'CORP'],
  ['alice@corp.example', 'alice@corp.example', ''],
  ['CORP\\al\\ice', 'al\\ice', 'CORP'],
  ['\\alice', 'alice', ''],
]
for (const [name, username, domain] of NAMES) {
  test(`${name} is ${username} of "${domain}"`, () => {
    assert.deepEqual(splitLogin(name), { username, domain })
  })
}
