import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { temporaryDirectory } from '../testing/scene.ts'
import { describedByConfig, describedByDefault } from './described-proxy.ts'

function config(t: TestContext, yaml: string): string {
  const file = join(temporaryDirectory(t), 'hopwise.yaml')
  writeFileSync(file, yaml)
  return file
}

const YAML = `
data: kept
egress: { allowPrivate: true }
listeners: [{ listen: 127.0.0.1:4199, authentication: wide }]
authentication:
  wide: { realm: Staff, schemes: [digest, basic] }
  strict: { realm: Strict, schemes: [digest] }
routes: [{ destinations: ['*.corp.example:443'], authentication: strict }]
policy: { rules: [{ name: shut, effect: deny, hours: ['mon 13:00-14:00'] }] }
`

test('a configuration describes its proxy, and where its users are', async (t) => {
  const file = config(t, YAML)
  const { proxy, data, schemes } = await describedByConfig(file, () => 60)
  assert.equal(data, join(file, '..', 'kept'))
  assert.deepEqual(schemes, ['digest', 'basic'])
  assert.deepEqual(proxy.listeners, [{ host: '127.0.0.1', port: 4199 }])
  assert.equal(proxy.egress.allowPrivate, true)
  const decided = proxy.access.policy.authorize({
    identity: { user: 'alice' },
    scheme: 'basic',
    method: 'GET',
    host: 'a.example',
    port: 80,
    addresses: undefined,
    client: '127.0.0.1',
    timeMs: Date.parse('2026-11-16T12:30:00Z'),
  })
  assert.equal(decided.kind, 'forbidden')
})

test('a route may want other proofs than the rest', async (t) => {
  const { proxy } = await describedByConfig(config(t, YAML), () => 0)
  const realm = (host: string, port: number) => {
    const [challenge = ''] = proxy.access.authenticatorFor({ host, port }).challenges()
    return /realm="(\w+)"/.exec(challenge)?.[1]
  }
  assert.deepEqual(
    [realm('www.corp.example', 443), realm('www.corp.example', 80), realm('a.example', 443)],
    ['Strict', 'Staff', 'Staff'],
  )
})

test('a configuration that is wrong describes nothing, and says where it is wrong', async (t) => {
  const file = config(t, 'policy: { rules: [{ name: a, effect: forbid }] }')
  await assert.rejects(
    describedByConfig(file, () => 0),
    { exitCode: 5, message: /hopwise\.yaml:1:\d+: policy\.rules\[0\]\.effect: / },
  )
})

test('without a configuration it is a proxy as it starts by itself', () => {
  const { proxy, data, schemes } = describedByDefault(false, () => 0)
  assert.deepEqual([data, schemes, proxy.egress], [undefined, ['basic'], { allowPrivate: false }])
  assert.deepEqual(proxy.access.authenticatorFor({ host: 'a.example', port: 80 }).challenges(), [
    'Basic realm="Hopwise", charset="UTF-8"',
  ])
})

test('which way requests go on is described, and no password of a parent is read', async (t) => {
  const parents = [
    'parents: { corp: { url: "http://p:1", username: us, password: { file: nowhere } } }',
    'routes: [{ users: [alice], via: corp }]',
  ]
  const { proxy } = await describedByConfig(config(t, parents.join('\n')), () => 0)
  const way = proxy.access.routing?.choose({ host: 'o', port: 80 }, { user: 'alice' })
  assert.equal(typeof way === 'object' && 'tiers' in way && way.tiers[0]?.[0]?.parent.name, 'corp')
  assert.equal(proxy.access.routing?.choose({ host: 'o', port: 80 }, { user: 'bob' }), 'direct')
})
