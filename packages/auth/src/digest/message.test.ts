import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseCredentials } from '@hopwise/http'
import { isTrue, offeredQops, type ReadCredentials, readDigestCredentials } from './message.ts'

const RESPONSE = '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'

/** As RFC 7616 §3.9.1 writes them. */
const PARAMS: Readonly<Record<string, string>> = {
  username: '"Mufasa"',
  realm: '"http-auth@example.org"',
  uri: '"/dir/index.html"',
  algorithm: 'SHA-256',
  nonce: '"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v"',
  nc: '0000000a',
  cnonce: '"f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"',
  qop: 'auth',
  response: `"${RESPONSE}"`,
  opaque: '"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"',
}

test('credentials are read as RFC 7616 §3.9.1 writes them', () => {
  const read = readWith({})
  assert.ok(read.kind === 'read')
  const { algorithm, ...rest } = read.credentials
  assert.equal(algorithm.name, 'SHA-256')
  assert.deepEqual(rest, {
    name: { kind: 'plain', username: 'Mufasa' },
    realm: 'http-auth@example.org',
    nonce: '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v',
    uri: '/dir/index.html',
    response: RESPONSE,
    qop: 'auth',
    nc: '0000000a',
    count: 10,
    cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ',
  })
})

test('quotes where there should be none change nothing: Python’s requests writes them', () => {
  const quoted = { qop: '"auth"', algorithm: '"SHA-256"', nc: '"0000000a"' }
  assert.deepEqual(readWith(quoted), readWith({}))
})

test('without an algorithm it is MD5', () => {
  const read = readWith({ algorithm: undefined, response: `"${'a'.repeat(32)}"` })
  assert.ok(read.kind === 'read')
  assert.equal(read.credentials.algorithm.name, 'MD5')
})

const NAMES: readonly [what: string, params: Partial<typeof PARAMS>, username: string][] = [
  ['in quotes with escapes', { username: '"a \\"b\\" \\\\c"' }, 'a "b" \\c'],
  [
    'in the extended notation',
    { username: undefined, 'username*': "UTF-8''J%C3%A4s%C3%B8n%20Doe" },
    'J\u00e4s\u00f8n Doe',
  ],
  ['as octets of UTF-8', { username: '"J\xc3\xa4s\xc3\xb8n"' }, 'J\u00e4s\u00f8n'],
  ['as octets of ISO-8859-1', { username: '"J\xe4s\xf8n"' }, 'J\u00e4s\u00f8n'],
  ['and not hashed', { userhash: 'false' }, 'Mufasa'],
]

for (const [what, params, username] of NAMES) {
  test(`a name ${what}`, () => {
    const read = readWith(params)
    assert.ok(read.kind === 'read')
    assert.deepEqual(read.credentials.name, { kind: 'plain', username })
  })
}

test('a hashed name is one of the algorithm’s length', () => {
  const userhash = 'b'.repeat(64)
  for (const isHashed of ['true', '"true"', 'TRUE']) {
    const read = readWith({ username: `"${userhash}"`, userhash: isHashed })
    assert.ok(read.kind === 'read')
    assert.deepEqual(read.credentials.name, { kind: 'hashed', userhash })
  }
})

const MALFORMED: readonly [problem: string, params: Record<string, string | undefined>][] = [
  ['realm-missing', { realm: undefined }],
  ['nonce-missing', { nonce: undefined }],
  ['nonce-malformed', { nonce: '""' }],
  ['nonce-malformed', { nonce: `"${'n'.repeat(257)}"` }],
  ['nonce-malformed', { nonce: '"\xe4"' }],
  ['uri-missing', { uri: undefined }],
  ['uri-malformed', { uri: '""' }],
  ['uri-malformed', { uri: '"/a b"' }],
  ['response-missing', { response: undefined }],
  ['response-malformed', { response: `"${RESPONSE.slice(1)}"` }],
  ['response-malformed', { response: `"${RESPONSE}0"` }],
  ['response-malformed', { response: `"${RESPONSE.slice(32)}"` }],
  ['response-malformed', { response: `"${RESPONSE.toUpperCase()}"` }],
  ['response-malformed', { algorithm: 'MD5' }],
  ['algorithm-unknown', { algorithm: 'SHA-1' }],
  ['qop-missing', { qop: undefined }],
  ['qop-missing', { qop: undefined, nc: undefined, cnonce: undefined }],
  ['qop-unknown', { qop: 'auth-conf' }],
  ['qop-unknown', { qop: '"auth,auth-int"' }],
  ['nc-missing', { nc: undefined }],
  ['nc-malformed', { nc: '1' }],
  ['nc-malformed', { nc: '00000000' }],
  ['nc-malformed', { nc: '0000000A' }],
  ['nc-malformed', { nc: '000000001' }],
  ['cnonce-missing', { cnonce: undefined }],
  ['cnonce-malformed', { cnonce: '""' }],
  ['cnonce-malformed', { cnonce: `"${'c'.repeat(257)}"` }],
  ['username-missing', { username: undefined }],
  ['username-malformed', { username: '""' }],
  ['username-malformed', { username: `"${'a'.repeat(256)}"` }],
  ['username-malformed', { username: '"a\tb"' }],
  ['username-malformed', { username: undefined, 'username*': "UTF-8''%C3" }],
  ['username-malformed', { username: undefined, 'username*': "UTF-8''a%0Ab" }],
  ['username-malformed', { userhash: 'true' }],
  ['username-missing', { username: undefined, 'username*': "UTF-8''a", userhash: 'true' }],
  ['username-repeated', { 'username*': "UTF-8''Mufasa" }],
  ['userhash-malformed', { userhash: 'yes' }],
]

for (const [problem, params] of MALFORMED) {
  test(`${problem}: ${JSON.stringify(params).slice(0, 60)}`, () => {
    assert.deepEqual(readWith(params), { kind: 'malformed', problem })
  })
}

test('a token where parameters belong is malformed', () => {
  const element = { kind: 'token68', scheme: 'digest', token68: 'abc' } as const
  assert.deepEqual(readDigestCredentials(element), { kind: 'malformed', problem: 'params-missing' })
})

test('what a challenge offers as qop is a list with spaces or without, in any case', () => {
  assert.deepEqual(offeredQops('auth'), ['auth'])
  assert.deepEqual(offeredQops('auth-int, AUTH,zork'), ['auth-int', 'auth'])
  assert.deepEqual(offeredQops(''), [])
})

test('only true is true', () => {
  assert.deepEqual(
    [isTrue('true'), isTrue('TRUE'), isTrue('false'), isTrue('1'), isTrue(undefined)],
    [true, true, false, false, false],
  )
})

function readWith(over: Record<string, string | undefined>): ReadCredentials {
  const params = Object.entries({ ...PARAMS, ...over }).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${value}`],
  )
  const element = parseCredentials(`Digest ${params.join(', ')}`)
  assert.ok(element.kind !== 'malformed')
  return readDigestCredentials(element)
}
