import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TOOLS } from '@hopwise/auth/node'
import type { Way } from '@hopwise/proxy'
import { composeRouting, describedRouting } from './compose-routing.ts'
import { keptParents } from './kept-parents.ts'
import { aComposing } from './testing/a-composing.ts'
import { Unusable } from './unusable.ts'

const TEXT = `
parents:
  corp: { url: "http://p:1", username: 'CORP\\us', password: { file: p }, schemes: [ntlm, basic] }
  spare: { url: "https://s:2", credentials: pass-through }
routes:
  - { destinations: [.lab.example], via: direct }
  - { users: [ann], via: [{ corp: 3, spare: 1 }, direct] }
  - { via: [spare, corp] }
`
const names = (way: Way | undefined) =>
  typeof way === 'object' && 'tiers' in way
    ? way.tiers.map((tier) => tier.map(({ parent }) => parent.name))
    : way

test('routes lead through parents in their order, and who is not meant goes the next way', async (t) => {
  const { composing } = aComposing(t, TEXT, { p: 'secret\n' })
  const routing = await composeRouting({ ...composing, closeLater: () => {} })
  const choose = (host: string, user: string) => routing?.choose({ host, port: 80 }, { user })
  assert.equal(choose('a.lab.example', 'ann'), 'direct')
  const ann = choose('o', 'ann')
  assert.deepEqual(names(ann), [['corp', 'spare']])
  assert.equal(typeof ann === 'object' && ann.orDirect, true)
  assert.deepEqual(names(choose('o', 'bob')), [['spare'], ['corp']])
  const corp = typeof ann === 'object' && 'tiers' in ann ? ann.tiers[0]?.[0]?.parent : undefined
  assert(corp?.credentials.kind === 'own')
  const login = await corp.credentials.answers['find-login']({ scheme: 'basic', realm: 'x' })
  assert.deepEqual([login?.username, login?.password.reveal()], ['CORP\\us', 'secret'])
  assert.equal(typeof TOOLS, 'object')
})

test('without routes that lead anywhere nobody is asked', async (t) => {
  const { composing } = aComposing(t, 'parents: { corp: { url: "http://p:1" } }', {})
  assert.equal(await composeRouting({ ...composing, closeLater: () => {} }), undefined)
})

test('a parent stays the same until something about it changes, its password too', async (t) => {
  const keepParent = keptParents()
  const corpOf = async (text: string, password: string) => {
    const { composing } = aComposing(t, text, { p: password })
    const routing = await composeRouting({ ...composing, keepParent, closeLater: () => {} })
    const way = routing?.choose({ host: 'o', port: 1 }, { user: 'ann' })
    return typeof way === 'object' && 'tiers' in way ? way.tiers[0]?.[0]?.parent : undefined
  }
  const first = await corpOf(TEXT, 'secret')
  assert.equal(await corpOf(`${TEXT}# changed elsewhere`, 'secret'), first)
  const second = await corpOf(TEXT, 'changed')
  assert.notEqual(second, first)
  assert.notEqual(await corpOf(TEXT.replace('http://p:1', 'http://p:2'), 'changed'), second)
})

test('a password that is not there is said of its key', async (t) => {
  const { composing } = aComposing(t, TEXT, {})
  const failed = composeRouting({ ...composing, closeLater: () => {} })
  await assert.rejects(failed, (error) => {
    assert(error instanceof Unusable)
    assert.deepEqual(error.path, ['parents', 'corp', 'password'])
    return true
  })
})

test('for whoever only asks what would be, no file is opened', (t) => {
  const { composing } = aComposing(t, TEXT, {})
  const way = describedRouting(composing.config)?.choose({ host: 'o', port: 1 }, { user: 'bob' })
  assert.deepEqual(names(way), [['spare'], ['corp']])
})

const SCRIPT = `function FindProxyForURL(url, host) {
  if (host === 'other.test') return 'PROXY stranger:9; PROXY p:1'
  if (host === 'stranger.test') return 'PROXY stranger:9'
  return 'DIRECT'
}`
const SCRIPTED =
  'parents: { corp: { url: "http://p:1" } }\nroutes: [{ via: { pac: way.pac, otherwise: corp } }]'

test('a script leads to the parents that have the addresses it names', async (t) => {
  const { composing, notices } = aComposing(t, SCRIPTED, { 'way.pac': SCRIPT })
  const way = (await composeRouting(composing))?.choose({ host: 'a', port: 1 }, { user: 'ann' })
  assert(typeof way === 'object' && 'script' in way)
  const answer = await way.script.ask('https://other.test/')
  assert(answer.kind === 'ways')
  const parents = answer.ways.map((each) =>
    each.kind === 'proxy' ? way.parentAt(each.address)?.name : each.kind,
  )
  assert.deepEqual(parents, [undefined, 'corp'])
  assert.match(way.script.name, /way\.pac$/)
  assert.match(notices.join(), /names http:\/\/stranger:9, which is none of parents/)
  assert(typeof way.otherwise === 'object')
  assert.deepEqual(names(way.otherwise), [['corp']])
})

test('for whoever only asks what would be, no script is read', (t) => {
  const { composing } = aComposing(t, SCRIPTED, {})
  const way = describedRouting(composing.config)?.choose({ host: 'o', port: 1 }, { user: 'bob' })
  assert(typeof way === 'object' && 'script' in way)
  assert.equal(way.script.name, 'way.pac')
})
