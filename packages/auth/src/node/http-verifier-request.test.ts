import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Secret } from '../secret.ts'
import { get } from '../testing/asked.ts'
import { checkFromAnswer, questionFields } from './http-verifier-request.ts'

const NAMES = { user: 'Remote-User', groups: 'Remote-Groups' }

test('credentials are asked about as a client sends them, with the request they came with', () => {
  const peer = { address: '192.0.2.1', conversation: undefined }
  const asked = get({ method: 'CONNECT', target: 'пример.example:443', peer })
  assert.deepEqual(questionFields('Лёва', new Secret('p:a s'), asked), {
    authorization: `Basic ${Buffer.from('Лёва:p:a s').toString('base64')}`,
    'x-real-ip': '192.0.2.1',
    'x-original-method': 'CONNECT',
    'x-original-url': `${encodeURIComponent('пример')}.example:443`,
  })
  assert.deepEqual(Object.keys(questionFields('a', new Secret('b'), undefined)), ['authorization'])
})

test('a target cannot bring a field of its own', () => {
  const target = 'http://a/\r\nX-Real-IP: 127.0.0.1'
  const fields = questionFields('a', new Secret('b'), get({ target }))
  assert.equal(fields['x-original-url'], 'http://a/%0D%0AX-Real-IP:%20127.0.0.1')
})

test('every 2xx is right; it may say who it is, and in which groups', () => {
  assert.deepEqual(checkFromAnswer(204, {}, NAMES, 'alice'), { kind: 'right', user: 'alice' })
  const fields = {
    'remote-user': Buffer.from(' Лёва ').toString('latin1'),
    'remote-groups': 'staff, lab,,',
  }
  assert.deepEqual(checkFromAnswer(200, fields, NAMES, 'alice'), {
    kind: 'right',
    user: 'Лёва',
    groups: ['staff', 'lab'],
  })
  assert.equal(checkFromAnswer(299, { 'remote-user': ' ' }, NAMES, 'alice')?.kind, 'right')
})

test('401 and 403 are a wrong password or an unknown user; everything else says nothing', () => {
  for (const status of [401, 403]) {
    assert.deepEqual(checkFromAnswer(status, {}, NAMES, 'alice'), {
      kind: 'wrong-password',
      isUserUnclear: true,
    })
  }
  for (const status of [100, 199, 300, 302, 400, 404, 407, 429, 500, 503]) {
    assert.equal(checkFromAnswer(status, {}, NAMES, 'alice'), undefined)
  }
})
