import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Secret } from '../../secret.ts'
import { parseReply, requestLine } from './helper-line.ts'

test('name and password are two words in one line, whatever is in them', () => {
  assert.equal(requestLine(undefined, 'alice', new Secret('open sesame')), 'alice open%20sesame\n')
  assert.equal(
    requestLine(7, 'Лёва', new Secret("a%b\r\n'")),
    '7 %D0%9B%D1%91%D0%B2%D0%B0 a%25b%0D%0A%27\n',
  )
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (user, password) => {
      const line = requestLine(undefined, user, new Secret(password))
      assert.match(line, /^[\w.%-]* [\w.%-]*\n$/)
      assert.deepEqual(
        line.trimEnd().length === 0
          ? ['', '']
          : line.slice(0, -1).split(' ').map(decodeURIComponent),
        [user.toWellFormed(), password.toWellFormed()],
      )
    }),
  )
})

const NOTHING = { channel: undefined, user: undefined, groups: [], message: undefined }

const REPLIES: readonly [line: string, hasChannels: boolean, expected: object | undefined][] = [
  ['OK', false, { result: 'OK' }],
  ['OK\r', false, { result: 'OK' }],
  ['ERR', false, { result: 'ERR' }],
  ['ERR No such user', false, { result: 'ERR', message: 'No such user' }],
  [
    'BH message="no connection to \\"ds\\""',
    false,
    { result: 'BH', message: 'no connection to "ds"' },
  ],
  ['BH message=no%20connection', false, { result: 'BH', message: 'no connection' }],
  [
    'OK user=Alice group=staff group="lab 2"',
    false,
    { result: 'OK', user: 'Alice', groups: ['staff', 'lab 2'] },
  ],
  ['OK user=%D0%9B', false, { result: 'OK', user: 'Л' }],
  ['OK user= ttl=60 log=x', false, { result: 'OK' }],
  ['3 OK', true, { channel: 3, result: 'OK' }],
  ['12 ERR message=wrong', true, { channel: 12, result: 'ERR', message: 'wrong' }],
  ['OK', true, undefined],
  ['3 OK', false, undefined],
  ['ok', false, undefined],
  ['OKAY', false, undefined],
  ['', false, undefined],
  ['-1 OK', true, undefined],
]

for (const [line, hasChannels, expected] of REPLIES) {
  test(`${JSON.stringify(line)} ${hasChannels ? 'with' : 'without'} channels ${expected ? 'is an answer' : 'is none'}`, () => {
    const reply = parseReply(line, hasChannels)
    assert.deepEqual(reply, expected && { ...NOTHING, ...expected })
  })
}

test('whatever a helper prints, it is an answer or none', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (text, hasChannels) => {
      for (const line of [text, `OK ${text}`, `1 OK ${text}`]) parseReply(line, hasChannels)
    }),
  )
})
