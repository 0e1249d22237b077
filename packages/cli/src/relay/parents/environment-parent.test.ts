import assert from 'node:assert/strict'
import { test } from 'node:test'
import { environmentParent } from './environment-parent.ts'

const own = { host: '127.0.0.1', port: 4071 }

test('the proxy that programs are told by the environment is the parent, with its login', () => {
  const found = environmentParent({ https_proxy: 'http://max:s3cret@proxy.corp:8080' }, own)
  assert.equal(found?.variable, 'https_proxy')
  assert.deepEqual(
    [found?.argument.address.host, found?.argument.address.port],
    ['proxy.corp', 8080],
  )
  assert.equal(found?.argument.login?.username, 'max')
  assert.equal(found?.noProxy, '')
})

test('what goes past it there goes past it here', () => {
  const env = { https_proxy: 'proxy.corp:8080', no_proxy: '.corp,10.0.0.0/8', NO_PROXY: 'x' }
  assert.equal(environmentParent(env, own)?.noProxy, '.corp,10.0.0.0/8')
})

test('the one for https goes before the others', () => {
  const env = { http_proxy: 'a:1', https_proxy: 'b:2', ALL_PROXY: 'c:3' }
  assert.equal(environmentParent(env, own)?.argument.address.host, 'b')
})

test('a shell that has the lines of the relay itself names no parent', () => {
  for (const own_ of ['http://127.0.0.1:4071', 'http://localhost:4071', 'http://0.0.0.0:4071']) {
    assert.equal(environmentParent({ http_proxy: own_, https_proxy: own_ }, own), undefined)
  }
  const other = environmentParent({ https_proxy: 'http://127.0.0.1:3128' }, own)
  assert.equal(other?.argument.address.port, 3128)
})

test('nothing, and what a web server may have set, is no proxy', () => {
  assert.equal(environmentParent({ https_proxy: '', HTTP_PROXY: 'evil:1' }, own), undefined)
})

test('a value that is none is named by its variable, and not repeated', () => {
  assert.throws(
    () => environmentParent({ https_proxy: 'http://max:s3cret@proxy:99999' }, own),
    (error: Error) =>
      /in https_proxy is not one/.test(error.message) && !/s3cret/.test(error.message),
  )
  assert.throws(
    () => environmentParent({ https_proxy: 'http//max:s3cret@proxy:8080' }, own),
    /^Problem: The address in https_proxy is not one of a proxy: it begins with http\/\/, where http:\/\/ was meant. Correct it, or use --to.$/,
  )
})
