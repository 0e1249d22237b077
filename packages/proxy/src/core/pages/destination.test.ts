import assert from 'node:assert/strict'
import { test } from 'node:test'
import { destinationOf } from './destination.ts'

const cases = [
  ['http://example.com/a/b', 'example.com', 'example.com', 'http://example.com/a/b', false],
  ['http://example.com', 'example.com', 'example.com', 'http://example.com', false],
  ['http://example.com:81/?q=*', 'example.com:81', 'example.com', '', false],
  ['example.com:443', 'example.com:443', 'example.com', 'https://example.com/', false],
  ['example.com:8443', 'example.com:8443', 'example.com', 'https://example.com:8443/', false],
  ['http://[2001:db8::1]:81/', '[2001:db8::1]:81', '[2001:db8::1]', '', false],
  ['[2001:db8::1]:443', '[2001:db8::1]:443', '[2001:db8::1]', '', false],
  [
    'http://hopwise.internal/',
    'hopwise.internal',
    'hopwise.internal',
    'http://hopwise.internal/',
    true,
  ],
  ['/errors', '', '', '', true],
  ['*', '', '', '', true],
  ['', '', '', '', false],
  ['complete nonsense', '', '', '', false],
] as const
for (const [target, site, host, address, isProxy] of cases) {
  test(`the target ${JSON.stringify(target)} is read`, () => {
    assert.deepEqual(destinationOf(target), { site, host, address, isProxy })
  })
}

test('nothing that a shell would read gets into a command', () => {
  for (const piece of ['$(id)', '`id`', ';id', '&id', '|id', "'", '"', ' ', '\\x0a', '%41', '!!']) {
    assert.equal(destinationOf(`http://example.com/${piece}`).address, '', piece)
    assert.equal(destinationOf(`http://a${piece}b/`).host, '', piece)
  }
  assert.equal(destinationOf('http://-oProxyCommand/').host, '', 'nor what looks like an option')
})

test('an endless host is shown in part and never put into a command', () => {
  const { site, host, address } = destinationOf(`http://${'a'.repeat(2000)}/`)
  assert.equal(site.length, 64)
  assert.deepEqual([host, address], ['', ''])
})
