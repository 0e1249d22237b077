import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connectionProblem, DirectoryError } from './directory-error.ts'

const URL = 'ldap://directory.example:389'

test('what an operator reads says where, what, and what to look at', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
  assert.equal(
    connectionProblem(URL, refused).message,
    'ldap://directory.example:389: nothing listens there: is the directory running, and is the port right?',
  )
  const untrusted = Object.assign(new Error('self-signed certificate; try another'), {
    code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
  })
  assert.match(
    connectionProblem(URL, untrusted).message,
    /cannot be trusted \(self-signed certificate\): name/,
  )
  assert.match(connectionProblem(URL, new Error('odd')).message, /389: odd$/)
})

test('an error of a connection may be tried again elsewhere; one that is told already stays as it is', () => {
  const told = new DirectoryError('told')
  assert.equal(connectionProblem(URL, told), told)
  assert.equal(told.isLost, false)
  assert.equal(connectionProblem(URL, new Error('x')).isLost, true)
})
