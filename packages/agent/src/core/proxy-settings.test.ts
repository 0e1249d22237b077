import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Environment, readProxySettings } from './proxy-settings.ts'

const L = 'http://lower:1'
const U = 'http://upper:2'
const A = 'http://all:3'

const READ: readonly [
  name: string,
  environment: Environment,
  http: string | undefined,
  https: string | undefined,
][] = [
  ['nothing', {}, undefined, undefined],
  ['lower case', { http_proxy: L, https_proxy: L }, 'http_proxy', 'https_proxy'],
  ['upper case', { HTTP_PROXY: U, HTTPS_PROXY: U }, 'HTTP_PROXY', 'HTTPS_PROXY'],
  ['both', { http_proxy: L, HTTP_PROXY: U }, 'http_proxy', undefined],
  ['one for all', { ALL_PROXY: A }, 'ALL_PROXY', 'ALL_PROXY'],
  ['one for all and one', { all_proxy: A, https_proxy: L }, 'all_proxy', 'https_proxy'],
  ['http does not count for https', { http_proxy: L }, 'http_proxy', undefined],
  ['empty means none', { https_proxy: '', HTTPS_PROXY: U, ALL_PROXY: A }, 'ALL_PROXY', undefined],
  ['CGI', { HTTP_PROXY: U, HTTPS_PROXY: U, REQUEST_METHOD: 'GET' }, undefined, 'HTTPS_PROXY'],
  ['CGI by its other sign', { HTTP_PROXY: U, GATEWAY_INTERFACE: 'CGI/1.1' }, undefined, undefined],
  ['CGI and lower case', { http_proxy: L, REQUEST_METHOD: 'GET' }, 'http_proxy', undefined],
]

for (const [name, environment, http, https] of READ) {
  test(`${name}: ${http ?? 'direct'} for http, ${https ?? 'direct'} for https`, () => {
    const settings = readProxySettings(environment)
    assert.equal(settings.http?.from, http)
    assert.equal(settings.https?.from, https)
  })
}

test('what cannot be used is a problem with the name of its variable, and nothing else is taken for it', () => {
  const settings = readProxySettings({
    https_proxy: 'socks4://me:secret@proxy',
    HTTP_PROXY: 'http://',
    ALL_PROXY: A,
  })
  assert.equal(settings.https, undefined)
  assert.deepEqual(settings.problems, [
    { variable: 'HTTP_PROXY', problem: 'host-malformed' },
    { variable: 'https_proxy', problem: 'socks-version-unsupported' },
  ])
  assert.doesNotMatch(JSON.stringify(settings), /secret/)
})

test('a variable that a client may have set is named, and is not used', () => {
  const { problems } = readProxySettings({ HTTP_PROXY: U, REQUEST_METHOD: 'GET' })
  assert.deepEqual(problems, [{ variable: 'HTTP_PROXY', problem: 'not-trusted' }])
})

test('the lower-case list of exceptions wins', () => {
  const { noProxy } = readProxySettings({ no_proxy: 'a.example', NO_PROXY: 'b.example' })
  assert.equal(noProxy.entryFor({ host: 'a.example', port: 80 }), 'a.example')
  assert.equal(noProxy.entryFor({ host: 'b.example', port: 80 }), undefined)
})
