import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { run } from '../run.ts'
import { scene, temporaryDirectory } from '../testing/scene.ts'
import { explainWhy, type WhyOptions } from './why.ts'

const RULES = `
policy:
  rules:
    - { name: no games, effect: deny, destinations: [.games.example], reason: no games }
    - { name: inside, effect: deny, destinations: [127.0.0.0/8, '::1'], groups: [caged] }
`

async function told(t: TestContext, options: Partial<WhyOptions>) {
  const config = join(temporaryDirectory(t), 'hopwise.yaml')
  writeFileSync(config, RULES)
  const { surroundings, stdout } = scene()
  const given = { group: [], from: '192.0.2.7', address: [], data: '/nonexistent', json: true }
  const all = { to: 'a.test:443', user: 'alice', config, ...given, ...options }
  const code = await explainWhy(all, surroundings)
  return { code, json: JSON.parse(stdout()) }
}

const cases: readonly [what: string, options: Partial<WhyOptions>, code: number, kind: string][] = [
  ['a destination that no rule names', {}, 0, 'passed-on'],
  ['a destination that a rule denies', { to: 'www.games.example:443' }, 1, 'answered'],
  ['what depends on addresses', { group: ['caged'] }, 1, 'undecided'],
  ['addresses that are supposed', { group: ['caged'], address: ['93.184.216.34'] }, 0, 'passed-on'],
  ['an address the guard closes', { address: ['10.0.0.1'] }, 1, 'answered'],
  ['a name that is resolved', { to: 'localhost:443', resolve: true }, 1, 'answered'],
  ['an address that is resolved', { to: 'http://[::1]/', resolve: true }, 1, 'answered'],
]
for (const [what, options, code, kind] of cases) {
  test(`${what}: ${kind}, exit code ${code}`, async (t) => {
    const { json, ...ended } = await told(t, options)
    assert.equal(json.withCredentials.kind, kind)
    assert.equal(ended.code, code)
    assert.equal(json.withoutCredentials.entry.status, 407)
  })
}

test('without a user there is only the first request', async () => {
  const { surroundings, stdout } = scene()
  const options = { to: 'a.test:443', group: [], from: '192.0.2.7', address: [], json: true }
  assert.equal(await explainWhy(options, surroundings), 1)
  const json = JSON.parse(stdout())
  assert.equal(json.withCredentials, undefined)
  assert.equal(json.withoutCredentials.fault, 'CREDENTIALS_MISSING')
})

test('a name that cannot be resolved is an answer of no', async (t) => {
  await assert.rejects(told(t, { to: `${'a'.repeat(64)}.invalid:443`, resolve: true }), {
    exitCode: 1,
    message: /cannot be resolved here: the proxy would answer 502 NAME_NOT_RESOLVED/,
  })
})

test('a moment is the one that is given', async (t) => {
  const at = Date.parse('2026-11-16T12:00:00Z')
  const { json } = await told(t, { at })
  assert.equal(json.asked.time, '2026-11-16T12:00:00.000Z')
  assert.equal(json.withCredentials.entry.time, at)
})

test('a client whose address is enough is taken for who it is', async (t) => {
  const config = join(temporaryDirectory(t), 'hopwise.yaml')
  const lab = '{ addresses: [{ clients: [10.0.0.0/8], user: lab }], schemes: [] }'
  const policy = '{ timeZone: +02:00, rules: [{ name: no, effect: deny, users: [lab] }] }'
  writeFileSync(config, `authentication: { default: ${lab} }\npolicy: ${policy}\n`)
  const json = async (from: string) => {
    const { surroundings, stdout } = scene()
    const options = { to: 'a.test:443', group: [], address: [], json: true, config, from }
    assert.equal(await explainWhy(options, surroundings), 1)
    return JSON.parse(stdout()).withoutCredentials
  }
  const { entry, steps } = await json('10.1.2.3')
  assert.deepEqual([entry.user, entry.rule, steps.length], ['lab', 'no', 2])
  assert.equal((await json('192.0.2.7')).fault, 'ADDRESS_FORBIDDEN')
})

test('a user of the store comes with groups and limits', async (t) => {
  const data = temporaryDirectory(t)
  const quiet = scene().surroundings
  const json = async (to: string) => (await told(t, { to, data, group: [] })).json
  const add = ['user', 'add', 'alice', '--data', data, '--generate', '--group', 'caged']
  assert.equal(await run([...add, '--allow-host', '*.test'], quiet), 0)
  const { user, withCredentials } = await json('a.test:443')
  assert.deepEqual([user.groups, withCredentials.kind], [['caged'], 'undecided'])
  const beyond = (await json('a.example:443')).withCredentials
  assert.deepEqual([beyond.fault, beyond.entry.rule], ['ACCOUNT_FORBIDDEN', 'account'])
})
