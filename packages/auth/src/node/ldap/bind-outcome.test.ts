import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type BindOutcome, bindOutcome } from './bind-outcome.ts'

const AD = '80090308: LdapErr: DSID-0C090446, comment: AcceptSecurityContext error, data 533, v4563'

const CASES: readonly [
  name: string,
  code: number,
  text: string,
  policy: number | undefined,
  kind: BindOutcome['kind'],
][] = [
  ['a success is right', 0, '', undefined, 'right'],
  ['a success that is good for changing the password only is expired', 0, '', 2, 'user-expired'],
  ['invalid credentials are wrong', 49, '', undefined, 'wrong-password'],
  ['an expired password is told by the policy control', 49, '', 0, 'user-expired'],
  ['a locked account has proved nothing', 49, '', 1, 'wrong-password'],
  ['Active Directory tells of a disabled account', 49, AD, undefined, 'user-disabled'],
  ['… of an expired password', 49, AD.replace('533', '532'), undefined, 'user-expired'],
  ['… of a wrong password', 49, AD.replace('533', '52e'), undefined, 'wrong-password'],
  ['… of a locked account, to anybody', 49, AD.replace('533', '775'), undefined, 'wrong-password'],
  ['an entry without a password has a wrong one', 48, '', undefined, 'wrong-password'],
  ['no such entry is wrong', 32, '', undefined, 'wrong-password'],
  ['a busy directory says nothing', 51, '', undefined, 'unavailable'],
  ['a refusal to bind at all says nothing', 53, 'no', undefined, 'unavailable'],
]

for (const [name, code, text, policyError, kind] of CASES) {
  test(name, () => {
    assert.equal(bindOutcome({ code, text, policyError }).kind, kind)
  })
}

test('the operator reads what the directory said, and what to do', () => {
  assert.deepEqual(bindOutcome({ code: 13, text: 'TLS required', policyError: undefined }), {
    kind: 'unavailable',
    detail:
      'the directory does not answer a bind with yes or no (code 13: TLS required); it wants a protected connection: use StartTLS or ldaps',
  })
})
