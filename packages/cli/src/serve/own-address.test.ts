import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isOwnAddress } from './own-address.ts'

const SAME: readonly [at: string, named: readonly string[], others: readonly string[]][] = [
  [
    '127.0.0.1',
    ['127.0.0.1', 'localhost', 'localhost.', 'a.localhost', '0.0.0.0', '::ffff:127.0.0.1'],
    ['127.0.0.2', '::1', '::', '10.0.0.1', 'proxy.corp', 'nolocalhost'],
  ],
  ['::1', ['::1', '0:0:0:0:0:0:0:1', '::', 'localhost'], ['127.0.0.1', '0.0.0.0', '::2']],
  ['127.0.0.2', ['127.0.0.2', '::ffff:127.0.0.2'], ['127.0.0.1', 'localhost', '0.0.0.0']],
  ['localhost', ['localhost', '127.0.0.1', '::1', '0.0.0.0', '::'], ['127.0.0.2', 'proxy.corp']],
]
for (const [at, named, others] of SAME) {
  test(`where ${at} is listened at, so do ${named.join(' ')} mean it, at that port`, () => {
    const own = { host: at, port: 4071 }
    for (const host of named) assert.ok(isOwnAddress({ host, port: 4071 }, own), host)
    for (const host of others) assert.ok(!isOwnAddress({ host, port: 4071 }, own), host)
    for (const host of named) assert.ok(!isOwnAddress({ host, port: 4072 }, own), host)
  })
}
