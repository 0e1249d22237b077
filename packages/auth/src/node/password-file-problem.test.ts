import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describePasswordFileProblem } from './password-file-problem.ts'

test('a sentence says where, whom and what to do', () => {
  assert.equal(
    describePasswordFileProblem('/etc/hopwise/users', { kind: 'plain-text', line: 3, user: 'bob' }),
    '/etc/hopwise/users:3: user "bob": the password is stored in plain text or in an unknown format, which is not accepted; set it anew with `htpasswd -B`',
  )
  assert.equal(
    describePasswordFileProblem('users', { kind: 'readable-by-others', detail: '0644' }),
    'users: the password file is readable by others than its owner (mode 0644); use `chmod 600`',
  )
})

test('a name from the file cannot break the line or escape to the terminal', () => {
  const text = describePasswordFileProblem('f', {
    kind: 'hash-missing',
    line: 1,
    user: 'a"\u2028b',
  })
  assert.match(text, /^f:1: user "a\\"/)
})
