import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { Config } from '../config/config.ts'
import { parseConfig } from '../config/parse-config.ts'
import { overrideConfig } from './override-config.ts'

function config(text = ''): Config {
  const { config: found } = parseConfig(text)
  assert.ok(found)
  return found
}

test('what the command line does not say stays as the file has it', () => {
  const before = config('egress: { allowPrivate: true }')
  assert.deepEqual(overrideConfig(before, {}), before)
})

test('what it says goes before the file', () => {
  const after = overrideConfig(config('authentication: { default: {}, b: { realm: B } }'), {
    listen: { host: '::1', port: 1 },
    data: '/d',
    realm: 'Mine',
    allowPrivate: true,
  })
  assert.equal(JSON.stringify(after.listeners[0]?.listen), '"[::1]:1"')
  assert.equal(after.data?.from('/x'), '/d')
  assert.equal(after.egress.allowPrivate, true)
  assert.deepEqual(
    Object.values(after.authentication).map(({ realm }) => realm),
    ['Mine', 'Mine'],
  )
})

test('one address for two listeners is not clear', () => {
  const two = config('listeners: [{ listen: "a:1" }, { listen: "a:2" }]')
  assert.throws(() => overrideConfig(two, { listen: { host: 'a', port: 3 } }), {
    name: 'Problem',
    exitCode: 2,
    message: /2 listeners/,
  })
})

test('an address keeps the TLS of its listener', () => {
  const tls = config('listeners: [{ listen: "a:1", tls: { certificate: c, key: { file: k } } }]')
  const [listener] = overrideConfig(tls, { listen: { host: 'a', port: 3 } }).listeners
  assert.ok(listener?.tls)
})
