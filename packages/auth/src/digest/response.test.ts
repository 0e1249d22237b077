import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { test } from 'node:test'
import { toolsForTest } from '../testing/tools.ts'
import { type AlgorithmName, algorithmOf } from './algorithm.ts'
import {
  answerResponse,
  ha1Of,
  type Qop,
  requestResponse,
  sessionHa1,
  userhashOf,
} from './response.ts'

const TOOLS = toolsForTest()

interface Vector {
  readonly source: string
  readonly algorithm: AlgorithmName
  readonly username: string
  readonly password: string
  readonly realm: string
  readonly nonce: string
  readonly cnonce: string
  readonly uri: string
  readonly response: string
}

const MUFASA = {
  username: 'Mufasa',
  password: 'Circle of Life',
  realm: 'http-auth@example.org',
  nonce: '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v',
  cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ',
  uri: '/dir/index.html',
}

const JASON = {
  username: 'J\u00e4s\u00f8n Doe',
  password: 'Secret, or not?',
  realm: 'api@example.org',
  nonce: '5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK',
  cnonce: 'NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v',
  uri: '/doe.json',
}

const VECTORS: readonly Vector[] = [
  {
    source: 'RFC 2617 §3.5',
    algorithm: 'MD5',
    username: 'Mufasa',
    password: 'Circle Of Life',
    realm: 'testrealm@host.com',
    nonce: 'dcd98b7102dd2f0e8b11d0f600bfb0c093',
    cnonce: '0a4f113b',
    uri: '/dir/index.html',
    response: '6629fae49393a05397450978507c4ef1',
  },
  {
    source: 'RFC 7616 §3.9.1, MD5',
    algorithm: 'MD5',
    ...MUFASA,
    response: '8ca523f5e9506fed4657c9700eebdbec',
  },
  {
    source: 'RFC 7616 §3.9.1, SHA-256',
    algorithm: 'SHA-256',
    ...MUFASA,
    response: '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1',
  },
  {
    // Erratum 4897: the text has the values of SHA-512 cut off, which is not SHA-512/256 (FIPS 180-4).
    source: 'RFC 7616 §3.9.2 as corrected by erratum 4897',
    algorithm: 'SHA-512-256',
    ...JASON,
    response: '3798d4131c277846293534c3edc11bd8a5e4cdcbff78b05db9d95eeb1cec68a5',
  },
]

for (const vector of VECTORS) {
  test(`the response of ${vector.source}`, () => {
    assert.equal(responseOf(vector), vector.response)
  })
}

test('the hashed name of RFC 7616 §3.9.2 as corrected by erratum 4897', () => {
  assert.equal(
    userhashOf(TOOLS, 'sha512-256', JASON.username, JASON.realm),
    '793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b',
  )
})

test('the printed values of RFC 7616 §3.9.2 are SHA-512 cut off after 256 bits', () => {
  const tools = {
    hash: (_: string, data: string | Uint8Array) => hash('sha512', data, 'hex').slice(0, 64),
  }
  assert.equal(
    userhashOf(tools, 'sha512-256', JASON.username, JASON.realm),
    '488869477bf257147b804c45308cd62ac4e25eb717b12b298c79e62dcea254ec',
  )
})

test('a session mixes its nonces into the secret, and other algorithms do not', () => {
  const nonces = { nonce: 'n', cnonce: 'c' }
  const plain = { ...nonces, algorithm: algorithmOf('MD5')! }
  assert.equal(sessionHa1(TOOLS, plain, 'secret'), 'secret')
  const session = { ...nonces, algorithm: algorithmOf('MD5-sess')! }
  assert.equal(sessionHa1(TOOLS, session, 'secret'), TOOLS.hash('md5', 'secret:n:c'))
})

test('the content is part of auth-int, and the answer to a request is not the request’s own response', () => {
  const signed = signedOf({ ...VECTORS[0]! }, 'auth-int')
  const one = requestResponse(TOOLS, signed, 'ha1', 'POST', TOOLS.hash('md5', 'one'))
  const two = requestResponse(TOOLS, signed, 'ha1', 'POST', TOOLS.hash('md5', 'two'))
  assert.notEqual(one, two)
  const answer = answerResponse(TOOLS, signed, 'auth-int', 'ha1', TOOLS.hash('md5', 'one'))
  assert.equal(answer, requestResponse(TOOLS, signed, 'ha1', '', TOOLS.hash('md5', 'one')))
  assert.notEqual(answer, one)
})

function responseOf(vector: Vector): string {
  const { username, realm, password } = vector
  const signed = signedOf(vector, 'auth')
  const ha1 = ha1Of(TOOLS, signed.algorithm.hash, username, realm, password)
  return requestResponse(TOOLS, signed, sessionHa1(TOOLS, signed, ha1), 'GET', undefined)
}

function signedOf({ algorithm, nonce, cnonce, uri }: Vector, qop: Qop) {
  return { algorithm: algorithmOf(algorithm)!, nonce, cnonce, uri, nc: '00000001', qop }
}
