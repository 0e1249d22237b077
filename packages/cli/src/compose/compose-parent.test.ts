import assert from 'node:assert/strict'
import { test } from 'node:test'
import { certificates } from '../testing/certificates.ts'
import { composeParent } from './compose-parent.ts'
import { aComposing } from './testing/a-composing.ts'

const parentOf = (
  t: Parameters<typeof aComposing>[0],
  section: string,
  files: Record<string, string>,
) => {
  const { composing } = aComposing(t, `parents: { corp: ${section} }`, files)
  const corp = composing.config.parents['corp']!
  return composeParent('corp', corp, { ...composing, closeLater: () => {} })
}

test('a parent behind TLS gets the authorities of its file, one by one', async (t) => {
  const { certificate } = certificates(t)
  const section = '{ url: "https://p", authorities: ca.pem }'
  const parent = await parentOf(t, section, { 'ca.pem': `# ours\n${certificate}${certificate}` })
  assert.equal(parent.authorities?.length, 2)
  await assert.rejects(parentOf(t, section, { 'ca.pem': 'nothing' }), /no certificate in it/)
})

test('a token answers Bearer and nothing else', async (t) => {
  const section = '{ url: "http://p", token: { file: t } }'
  const { credentials } = await parentOf(t, section, { t: 'abc' })
  assert(credentials.kind === 'own')
  const { answers } = credentials
  const asked = { realm: undefined, scope: undefined, refusal: undefined }
  assert.equal((await answers['find-token'](asked))?.reveal(), 'abc')
  assert.equal(await answers['find-login']({ scheme: 'basic', realm: undefined }), undefined)
  const step = await answers['initiate-context']({
    ...{ scheme: 'negotiate', token: undefined, context: undefined },
  })
  assert.equal(step.kind, 'declined')
})

test('clients’ credentials are theirs', async (t) => {
  const parent = await parentOf(
    t,
    '{ url: "http://p", credentials: pass-through, connections: 3 }',
    {},
  )
  assert.deepEqual([parent.credentials.kind, parent.connectionsMax], ['pass-through', 3])
})

for (const [probe, probing] of [
  ['', { kind: 'when-down' }],
  [', probe: off', { kind: 'none' }],
  [', probe: { every: 30s }', { kind: 'regular', everyMs: 30_000 }],
] as const) {
  test(`a parent with "${probe}" is asked whether it is there: ${probing.kind}`, async (t) => {
    const parent = await parentOf(t, `{ url: "http://p"${probe} }`, {})
    assert.deepEqual(parent.probing, probing)
  })
}

test('a SOCKS parent is answered by its own scheme, and by none of HTTP', async (t) => {
  const section = '{ url: "socks5://p", username: us, password: { file: p } }'
  const { credentials } = await parentOf(t, section, { p: 'secret' })
  assert(credentials.kind === 'own')
  assert.deepEqual(
    credentials.asker.schemes.map(({ name }) => name),
    ['socks5'],
  )
})
