import assert from 'node:assert/strict'
import { test } from 'node:test'
import { byConstant, CONSTANT_LANGUAGES, constantsOf, deprecationOf } from './constants.ts'
import { REGISTRY } from './registry.ts'

const codesOf = (name: string) => [...new Set(byConstant(name).map(({ code }) => code))]

test('the 407 has its name in every language', () => {
  const names = Object.fromEntries(
    constantsOf(407).map(({ language, names: [first] }) => [language.language, first]),
  )
  assert.equal(Object.keys(names).length, CONSTANT_LANGUAGES.length)
  assert.equal(names['go'], 'http.StatusProxyAuthRequired')
  assert.equal(names['java-httpurlconnection'], 'HttpURLConnection.HTTP_PROXY_AUTH')
  assert.equal(names['ruby-rack'], ':proxy_authentication_required')
})

test('a language without a constant for a code is absent', () => {
  const languages = constantsOf(425).map(({ language }) => language.language)
  assert.ok(!languages.includes('dotnet'))
  assert.ok(languages.includes('go'))
  assert.deepEqual(constantsOf(477), [])
})

test('a constant is found with what leads to it, without it and in another case', () => {
  for (const name of [
    'http.StatusProxyAuthRequired',
    'StatusProxyAuthRequired',
    'PROXY_AUTHENTICATION_REQUIRED',
    'HTTP_PROXY_AUTH',
    'HttpURLConnection.HTTP_PROXY_AUTH',
    'ProxyAuthenticationRequired',
    'StatusCode::PROXY_AUTHENTICATION_REQUIRED',
    ':proxy_authentication_required',
    'NGX_HTTP_PROXY_AUTH_REQUIRED',
    'scProxyAuthenticationRequired',
    'proxyauthrequired',
    ' Status407ProxyAuthenticationRequired ',
  ]) {
    assert.deepEqual(codesOf(name), [407], name)
  }
})

test('a name that many languages share is answered for each of them', () => {
  const languages = byConstant('PROXY_AUTHENTICATION_REQUIRED').map(
    ({ language }) => language.language,
  )
  for (const language of ['rust', 'python', 'java-spring']) assert.ok(languages.includes(language))
})

test('every constant leads back to its code', () => {
  for (let code = 100; code <= 999; code++) {
    for (const { language, names } of constantsOf(code)) {
      if (language.kind === 'text') continue
      for (const name of names) assert.ok(codesOf(name).includes(code), `${code} ${name}`)
    }
  }
})

test('a constant on its way out says so', () => {
  assert.match(deprecationOf('HttpStatus.UNPROCESSABLE_ENTITY') ?? '', /Spring 7/)
  const [match] = byConstant('HttpStatus.UNPROCESSABLE_ENTITY')
  assert.match(match?.deprecated ?? '', /Spring 7/)
  assert.equal(byConstant('HttpStatus.NOT_FOUND')[0]?.deprecated, undefined)
})

test('phrases are no constants, nor is nothing or nonsense', () => {
  for (const name of ['', ' ', '.', 'http.StatusNonsense']) {
    assert.deepEqual(byConstant(name), [], name)
  }
  const kinds = byConstant('NOT_FOUND').map(({ language }) => language.kind)
  assert.ok(kinds.every((kind) => kind === 'constant'))
})

test('every official code has a name in the languages that keep up', () => {
  for (const { code, standing } of REGISTRY) {
    if (standing === 'reserved' || standing === 'temporary') continue
    assert.ok(
      constantsOf(code).some(({ language }) => language.language === 'rust'),
      `${code}`,
    )
  }
})

test('every language says where its names were read', () => {
  for (const { language, label, repo, path } of CONSTANT_LANGUAGES) {
    assert.ok(label !== '' && repo.includes('/') && path !== '', language)
  }
})
