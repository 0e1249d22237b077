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
  typeof way === 'object' ? way.tiers.map((tier) => tier.map(({ parent }) => parent.name)) : way

test('routes lead through parents in their order, and who is not meant goes the next way', async (t) => {
  const { composing } = aComposing(t, TEXT, { p: 'secret\n' })
  const routing = await composeRouting({ ...composing, closeLater: () => {} })
  const choose = (host: string, user: string) => routing?.choose({ host, port: 80 }, { user })
  assert.equal(choose('a.lab.example', 'ann'), 'direct')
  const ann = choose('o', 'ann')
  assert.deepEqual(names(ann), [['corp', 'spare']])
  assert.equal(typeof ann === 'object' && ann.orDirect, true)
  assert.deepEqual(names(choose('o', 'bob')), [['spare'], ['corp']])
  const corp = typeof ann === 'object' ? ann.tiers[0]?.[0]?.parent : undefined
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
    return typeof way === 'object' ? way.tiers[0]?.[0]?.parent : undefined
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
