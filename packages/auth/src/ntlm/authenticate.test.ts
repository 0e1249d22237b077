import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toolsForTest } from '../testing/tools.ts'
import { bindingHash, splitLogin } from './authenticate.ts'

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

// The first is Microsoft's own example ("NTLM and Channel Binding Hash (aka Extended Protection for
// Authentication)", 2013), the second that of the Python package ntlm-auth.
const BINDINGS: readonly [certificateHash: string, bound: string][] = [
  [
    'ea05fefecc6b0bd571dbbc5baa3ed45386d0446835f7b74c85621b9983475f95',
    '6586e99d81c2fc984e47172fd4dd0310',
  ],
  [
    'e3ca49271e5089cc48ce82109f1324f41dbeddc29a777410c738f7868c4ff405',
    '6ea19df066da4622051f9c4f92c6df74',
  ],
]
for (const [hash, bound] of BINDINGS) {
  test(`a certificate of the hash ${hash.slice(0, 8)}… is bound to as others do it`, () => {
    const data = Buffer.concat([Buffer.from('tls-server-end-point:'), Buffer.from(hash, 'hex')])
    assert.equal(Buffer.from(bindingHash(data, toolsForTest())).toString('hex'), bound)
  })
}
