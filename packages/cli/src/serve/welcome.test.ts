import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Secret } from '@hopwise/auth'
import { type Situation, welcome } from './welcome.ts'

const SITUATION = {
  entrances: [{ address: { host: '127.0.0.1', port: 4070 }, isSecure: false }],
  dataDirectory: '/data',
  commandName: 'npx hopwise',
  dataArgument: ' --data /data',
}

test('the first line is the address alone, for programs that wait for it', () => {
  assert.equal(welcome(SITUATION)[0], 'listening on http://127.0.0.1:4070')
  const entrances = [{ address: { host: '::1', port: 1 }, isSecure: false }]
  assert.equal(welcome({ ...SITUATION, entrances })[0], 'listening on http://[::1]:1')
})

test('the first start shows the password once, in a line that can be pasted', () => {
  const lines = said({ start: { kind: 'first', name: 'hopwise', password: new Secret('a-b') } })
  assert.equal(lines.filter((line) => line.includes('a-b')).length, 1)
  assert.ok(lines.includes('  curl -x http://hopwise:a-b@127.0.0.1:4070 http://hopwise.internal/'))
})

test('a later start shows how new credentials are set, for this data', () => {
  assert.ok(
    said({ start: { kind: 'again', names: ['hopwise'] } }).includes(
      'user hopwise; to set new credentials: npx hopwise user passwd hopwise --data /data',
    ),
  )
  assert.match(
    said({ start: { kind: 'again', names: ['a', 'b'] } }).join('\n'),
    /^2 users; .* passwd NAME --data /m,
  )
  assert.match(
    said({ start: { kind: 'again', names: [] } }).join('\n'),
    /^nobody can sign in: npx hopwise user add/m,
  )
})

test('with a password file, that is where users come from', () => {
  assert.ok(said({ htpasswd: '/etc/htpasswd' }).includes('users come from /etc/htpasswd'))
})

test('listening for other machines is said to be unencrypted, and the line still works here', () => {
  const start = { kind: 'first', name: 'hopwise', password: new Secret('a-b') } as const
  const address = { host: '0.0.0.0', port: 1 }
  const lines = said({ start, entrances: [{ address, isSecure: false }] })
  assert.match(lines.join('\n'), /not encrypted/)
  assert.match(lines.join('\n'), /@127\.0\.0\.1:1 /)
  assert.doesNotMatch(said({}).join('\n'), /not encrypted/)
})

test('with TLS the addresses begin with https, and nobody is warned', () => {
  const start = { kind: 'first', name: 'hopwise', password: new Secret('a-b') } as const
  const address = { host: '0.0.0.0', port: 1 }
  const lines = said({ start, entrances: [{ address, isSecure: true }] })
  assert.equal(lines[0], 'listening on https://0.0.0.0:1')
  assert.doesNotMatch(lines.join('\n'), /not encrypted/)
  assert.match(lines.join('\n'), /curl -x https:\/\/hopwise:a-b@127\.0\.0\.1:1 /)
})

test('every address has its line, and the configuration too', () => {
  const entrance = (port: number) => ({ address: { host: '127.0.0.1', port }, isSecure: false })
  assert.deepEqual(said({ entrances: [entrance(1), entrance(2)], config: '/etc/hopwise.yaml' }), [
    'listening on http://127.0.0.1:1',
    'listening on http://127.0.0.1:2',
    'configured by /etc/hopwise.yaml',
    'data is kept in /data',
  ])
})

function said(more: Partial<Situation>): string[] {
  return welcome({ ...SITUATION, ...more })
}
