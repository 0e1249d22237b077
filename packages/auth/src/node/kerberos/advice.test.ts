import assert from 'node:assert/strict'
import { test } from 'node:test'
import { adviceFor } from './advice.ts'

const MINOR = 'Unspecified GSS failure.  Minor code may provide more information'

// As MIT's library 1.20 says it.
const SAID: readonly [message: string, whose: string, text: RegExp][] = [
  [`${MINOR}: Key table file '/x.keytab' not found`, 'ours', /keytab is not there/],
  [`${MINOR}: Permission denied`, 'ours', /cannot be read by the user/],
  [`${MINOR}: No key table entry found matching HTTP/a@`, 'theirs', /no key for the service/],
  [
    `${MINOR}: Request ticket server HTTP/a@T kvno 3 not found in keytab; ticket is likely out of date`,
    'theirs',
    /no key for the service/,
  ],
  [
    `${MINOR}: Cannot decrypt ticket for HTTP/a@T using keytab key for HTTP/a@T`,
    'ours',
    /another key than the KDC/,
  ],
  [`${MINOR}: Wrong principal in request`, 'theirs', /another service than this proxy/],
  [`${MINOR}: Clock skew too great`, 'theirs', /clocks/],
  [`${MINOR}: Ticket expired`, 'theirs', /kinit/],
  [`${MINOR}: Request is a replay`, 'theirs', /presented before/],
  [`${MINOR}: Encryption type des3 not permitted`, 'ours', /encryption type/],
  ['Invalid token was supplied', 'theirs', /no token of a mechanism/],
]

for (const [message, whose, text] of SAID) {
  test(`"${message.slice(-60)}" tells the operator what to look at`, () => {
    const advice = adviceFor(message)
    assert.equal(advice.whose, whose)
    assert.match(advice.text, text)
  })
}

test('what the library said stays readable in the advice', () => {
  assert.match(adviceFor(`${MINOR}: Clock skew too great`).text, /\("Clock skew too great"\)$/)
})

test('an unknown message is passed on in one line', () => {
  assert.equal(adviceFor('what\n  is   this').text, 'the Kerberos library said "what is this"')
})
