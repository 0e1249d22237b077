import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type HeaderLine, type Known, resolve } from './resolve.ts'

function known(text: string, headers: readonly HeaderLine[] = []): Known {
  const resolved = resolve(text, headers)
  assert.equal(resolved.kind, 'known', text)
  return resolved as Known
}

const SETTLED: readonly [what: string, text: string, id: string][] = [
  ['a code', '407', 'iana/407'],
  ['a status line', 'HTTP/1.1 407 Proxy Authentication Required', 'iana/407'],
  ['a constant', 'StatusProxyAuthRequired', 'iana/407'],
  ['a former name', 'Payload Too Large', 'iana/413'],
  ['an IIS sub-code', '404.13', 'iis-substatus/404.13'],
  [
    'a net error',
    'ERR_TUNNEL_CONNECTION_FAILED',
    'chromium-net-errors/ERR_TUNNEL_CONNECTION_FAILED',
  ],
  ['a net error by number', '-111', 'chromium-net-errors/ERR_TUNNEL_CONNECTION_FAILED'],
  ['a log flag', 'TCP_DENIED', 'squid-log/TCP_DENIED'],
  ['a log flag with its status', 'TCP_DENIED/407', 'squid-log/TCP_DENIED'],
  ['an id', 'nginx/499', 'nginx/499'],
  ['a code behind a client’s own', 'curl: (56) CONNECT tunnel failed, response 407', 'iana/407'],
]

for (const [what, text, id] of SETTLED) {
  test(`${what} is settled: ${text}`, () => {
    const { verdict, candidates } = known(text)
    assert.equal(verdict, 'settled')
    assert.equal(candidates[0]?.entry.id, id)
  })
}

test('flags of Squid that no list has together are told one by one', () => {
  const resolved = resolve('TCP_MISS_TIMEDOUT', [])
  assert.ok(resolved.kind === 'known')
  const ids = resolved.candidates.map(({ entry }) => entry.id)
  assert.deepEqual(ids, ['squid-log/*_MISS', 'squid-log/*_TIMEDOUT'])
  assert.equal(resolve('TCP_NONSENSE', []).kind, 'nothing')
})

test('a number that several send is open, and a field makes one of them likely', () => {
  assert.equal(known('530').verdict, 'open')
  assert.ok(known('530').candidates.length > 2)
  const { verdict, candidates } = known('530', [['Server', 'cloudflare']])
  assert.equal(verdict, 'likely')
  assert.equal(candidates[0]?.entry.id, 'cloudflare/530')
  assert.deepEqual(
    candidates[0]?.evidence.map(({ what, value }) => [what, value]),
    [['server', 'cloudflare']],
  )
})

test('fields that are given besides count like those of a pasted response', () => {
  const pasted = 'HTTP/1.1 530 X\r\nVia: 1.1 somebody\r\n\r\nerror code: 1016'
  const { candidates } = known(pasted, [['server', 'cloudflare']])
  assert.equal(candidates[0]?.entry.id, 'cloudflare-1xxx/1016')
})

test('a sub-code comes together with the meaning of its code', () => {
  assert.deepEqual(
    known('404.13').candidates.map(({ entry }) => entry.id),
    ['iis-substatus/404.13', 'iana/404'],
  )
})

test('a code that was found is not said to be missing', () => {
  assert.deepEqual(known('TCP_DENIED/407').problems, [])
  assert.deepEqual(known('cf-error-type: 1020\nserver: cloudflare').problems, ['no-code'])
})

test('the same number that is no status code elsewhere is told besides', () => {
  const { candidates, elsewhere } = known('214')
  assert.deepEqual(
    [...candidates.map(({ entry }) => entry), ...elsewhere].map(({ id }) => id),
    ['warn-codes/214'],
  )
})

test('a number nobody sends still has a class, as far as there are any', () => {
  const { kind, ...rest } = resolve('477', []) as { kind: string; treatAs: number; class: string }
  assert.equal(kind, 'unregistered')
  assert.deepEqual([rest.treatAs, rest.class], [400, 'client-error'])
})

test('what resembles nothing is nothing', () => {
  for (const text of ['', 'blurb', '1234567', 'what is this']) {
    assert.equal(resolve(text, []).kind, 'nothing', text)
  }
})

test('every number of three digits has an answer', () => {
  for (let code = 100; code <= 999; code++) {
    assert.notEqual(resolve(String(code), []).kind, 'nothing', String(code))
  }
})
