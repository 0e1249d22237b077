import assert from 'node:assert/strict'
import { test } from 'node:test'

import { certificates } from '../testing/certificates.ts'
import { compose } from './composition.ts'
import { aComposing, asked, basic, MAX } from './testing/a-composing.ts'

const TEXT = `
listeners:
  - { listen: "127.0.0.1:0" }
  - { listen: "127.0.0.1:1", authentication: lab }
authentication:
  default: { stores: [staff] }
  lab: { schemes: [], addresses: [{ clients: [192.0.2.0/24], user: lab }] }
stores: { staff: { kind: htpasswd, file: p } }
routes: [{ destinations: ['*.lab.example:443'], authentication: lab }]
policy: { rules: [{ name: no, effect: deny, users: [lab], destinations: [bad.example] }] }
`

test('every listener has its authentication, and routes go before it', async (t) => {
  const { composing } = aComposing(t, TEXT, { p: MAX })
  const { listeners, close } = await compose(composing)
  t.after(close)
  const [first, second] = listeners
  const usual = first?.access.authenticatorFor({ host: 'o.example', port: 443 })
  assert.equal((await usual?.authenticate([basic('max', 'secret')], asked()))?.kind, 'accepted')
  assert.equal((await usual?.authenticate([], asked()))?.kind, 'refused')
  const lab = second?.access.authenticatorFor({ host: 'o.example', port: 443 })
  const routed = first?.access.authenticatorFor({ host: 'a.lab.example', port: 443 })
  assert.equal(routed, lab)
  assert.equal((await lab?.authenticate([], asked()))?.kind, 'accepted')
  assert.equal(first?.access.authenticatorFor({ host: 'a.lab.example', port: 80 }), usual)
})

test('a route by addresses wants names resolved, unless a route before it has them', async (t) => {
  const routes = [
    'routes:',
    '  - { destinations: [known.example], authentication: lab }',
    '  - { destinations: [10.0.0.0/8], authentication: lab }',
  ]
  const text = TEXT.replace(/^routes:.*$/m, routes.join('\n'))
  const { composing } = aComposing(t, text, { p: MAX })
  const { listeners, close } = await compose(composing)
  t.after(close)
  const [first, second] = listeners
  const access = first!.access
  const lab = second!.access.authenticatorFor({ host: 'x', port: 1 })
  const to = (host: string, ...addresses: string[]) => ({
    ...{ host, port: 443 },
    ...(addresses.length > 0 && { addresses }),
  })
  const usual = access.authenticatorFor(to('o.example'))
  assert.equal(access.needsAddresses?.(to('o.example')), true)
  assert.equal(access.needsAddresses?.(to('known.example')), false)
  assert.equal(access.needsAddresses?.(to('10.1.2.3')), false)
  assert.equal(access.authenticatorFor(to('o.example', '192.0.2.1', '10.1.2.3')), lab)
  assert.equal(access.authenticatorFor(to('o.example', '192.0.2.1')), usual)
  assert.equal(access.authenticatorFor(to('10.1.2.3')), lab)
  assert.notEqual(usual, lab)
})

test('rules decide at every listener', async (t) => {
  const { composing } = aComposing(t, TEXT, { p: MAX })
  const { listeners, close } = await compose(composing)
  t.after(close)
  const decided = listeners[1]?.access.policy.authorize({
    identity: { user: 'lab' },
    scheme: 'client-address',
    method: 'CONNECT',
    host: 'bad.example',
    port: 443,
    addresses: undefined,
    client: '192.0.2.1',
    timeMs: 0,
  })
  assert.equal(decided?.kind, 'forbidden')
})

test('certificates of a TLS listener are read', async (t) => {
  const { certificate, key } = certificates(t)
  const text = 'listeners: [{ listen: "a:1", tls: { certificate: a.pem, key: { file: a.key } } }]'
  const { composing } = aComposing(t, text, { 'a.pem': certificate, 'a.key': key })
  const { listeners, close } = await compose(composing)
  t.after(close)
  assert.equal(listeners[0]?.tls?.certificate, certificate)
})

test('what was opened on the way is closed when a later step fails', async (t) => {
  const text = [
    'stores: { staff: { kind: htpasswd, file: p } }',
    'listeners: [{ listen: "a:1", tls: { certificate: none, key: { file: none } } }]',
  ]
  const { composing, notices } = aComposing(t, text.join('\n'), { p: MAX })
  await assert.rejects(compose(composing), {
    name: 'Unusable',
    path: ['listeners', 0, 'tls', 'certificate'],
  })
  assert.deepEqual(notices, [])
})
