import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Authenticator } from '@hopwise/auth'
import { type HostPattern, OPEN_POLICY, parseHostPattern } from '@hopwise/proxy'
import { accessByRoutes } from './access-by-routes.ts'

const who = (): Authenticator => ({
  challenges: () => [],
  authenticate: () => ({ kind: 'refused', reason: 'credentials-missing' }),
})
const [usual, strict, lab] = [who(), who(), who()]
const named = new Map([
  ['strict', strict],
  ['lab', lab],
])

function patterns(...texts: readonly string[]): readonly HostPattern[] {
  return texts.map((text) => {
    const parsed = parseHostPattern(text)
    assert.ok(parsed.kind === 'pattern')
    return parsed.pattern
  })
}

const access = accessByRoutes(
  usual,
  [
    { destinations: patterns('*.corp.example', '10.0.0.0/8'), authentication: 'strict' },
    { destinations: patterns('lab.example'), authentication: 'lab' },
  ],
  named,
  OPEN_POLICY,
)

test('a name that a route has asks the authenticator of that route, others the usual one', () => {
  const to = (host: string) =>
    access.authenticatorFor({ host, port: 443, addresses: ['192.0.2.1'] })
  assert.equal(to('www.corp.example'), strict)
  assert.equal(to('lab.example'), lab)
  assert.equal(to('elsewhere.example'), usual)
})

test('a pattern of addresses wants to know what a name resolves to, and then counts', () => {
  assert.equal(access.needsAddresses?.({ host: 'elsewhere.example', port: 80 }), true)
  assert.equal(access.needsAddresses?.({ host: 'www.corp.example', port: 80 }), false)
  assert.equal(access.needsAddresses?.({ host: '10.1.2.3', port: 80 }), false)
  const inside = { host: 'elsewhere.example', port: 80, addresses: ['192.0.2.1', '10.1.2.3'] }
  assert.equal(access.needsAddresses?.(inside), false)
  assert.equal(access.authenticatorFor(inside), strict)
})

test('without routes nobody asks for addresses', () => {
  const open = accessByRoutes(usual, [], named, OPEN_POLICY)
  assert.equal(open.needsAddresses, undefined)
  assert.equal(open.authenticatorFor({ host: 'a.example', port: 80 }), usual)
})

test('a route to an authentication that is not there is a bug: the configuration was checked', () => {
  const routes = [{ destinations: patterns('*'), authentication: 'nobody' }]
  assert.throws(() => accessByRoutes(usual, routes, named, OPEN_POLICY), TypeError)
})
