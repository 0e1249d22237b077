import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { keySet, makeKey, startServer } from '../testing/token-issuer.ts'
import { createTokenKeys } from './token-keys.ts'

const [one, two] = await Promise.all([makeKey('one'), makeKey('two')])
const header = (kid: string) => ({ alg: 'ES256', kid })

test('keys are fetched once for all that need them', async (t) => {
  const { keys, server } = await fetched(t)
  const found = await Promise.all([keys.find(header('one')), keys.find(header('one'))])
  assert.deepEqual(
    found.map(({ kind }) => kind),
    ['found', 'found'],
  )
  assert.equal((await keys.find(header('one'))).kind, 'found')
  assert.equal(server.requests.length, 1)
})

test('a key that is not known is looked for once; invented ones do not flood the issuer', async (t) => {
  const { keys, server, clock } = await fetched(t)
  await keys.find(header('one'))
  const before = keys.version()
  server.answer = (response) => response.end(keySet(two))
  assert.equal((await keys.find(header('two'))).kind, 'none', 'just fetched')
  clock.ms += 30_000
  assert.equal((await keys.find(header('two'))).kind, 'found')
  assert.notEqual(keys.version(), before, 'what the old key signed is not remembered')
  assert.equal((await keys.find(header('one'))).kind, 'none')
  for (let i = 0; i < 20; i++) await keys.find(header(`invented ${i}`))
  assert.equal(server.requests.length, 2)
})

test('old keys are fetched again before they are used; the same ones change nothing', async (t) => {
  const { keys, server, clock } = await fetched(t)
  await keys.find(header('one'))
  const before = keys.version()
  clock.ms += 600_000
  assert.equal((await keys.find(header('one'))).kind, 'found')
  assert.equal(server.requests.length, 2)
  assert.equal(keys.version(), before)
})

test('an issuer that is down is made up for with the keys there are, for a day', async (t) => {
  const { keys, server, clock } = await fetched(t)
  await keys.find(header('one'))
  server.answer = (response) => response.writeHead(503).end()
  clock.ms += 86_399_000
  assert.equal((await keys.find(header('one'))).kind, 'found')
  assert.equal(server.requests.length, 2)
  clock.ms += 2_000
  const found = await keys.find(header('one'))
  assert.ok(found.kind === 'unavailable')
  assert.match(found.detail, /the keys of http:.* cannot be used: the answer is 503/)
  assert.equal(server.requests.length, 2, 'five seconds are between two failing attempts')
  server.answer = (response) => response.end(keySet(one))
  clock.ms += 5_000
  assert.equal((await keys.find(header('one'))).kind, 'found')
})

const GARBAGE: readonly [name: string, text: string][] = [
  ['no JSON', '<html>'],
  ['no set', '{"keys": 1}'],
  ['nothing', ''],
]

for (const [name, text] of GARBAGE) {
  test(`an answer that is ${name} leaves the keys as they were`, async (t) => {
    const { keys, server, clock } = await fetched(t)
    await keys.find(header('one'))
    server.answer = (response) => response.end(text)
    clock.ms += 600_000
    assert.equal((await keys.find(header('one'))).kind, 'found')
    const fresh = createTokenKeys({ source: { url: server.url } })
    t.after(() => fresh.close())
    const found = await fresh.find(header('one'))
    assert.ok(found.kind === 'unavailable')
    assert.match(found.detail, /it is not a JWK Set/)
  })
}

test('a token without a key id is tried with every key of its algorithm', async (t) => {
  const { keys, server } = await fetched(t)
  server.answer = (response) => response.end(keySet(one, two))
  const found = await keys.find({ alg: 'ES256' })
  assert.ok(found.kind === 'found')
  assert.equal(found.keys.length, 2)
})

test('a public key is no secret: an HMAC that was made with it finds no key', async (t) => {
  const { keys } = await fetched(t)
  for (const alg of ['HS256', 'none', 'RS256']) {
    assert.equal((await keys.find({ alg, kid: 'one' })).kind, 'none', alg)
  }
})

test('keys of a file are read, and read again when they have changed', async (t) => {
  const directory = await mkdtemp(join(tmpdir(), 'hopwise-keys-'))
  t.after(() => rm(directory, { recursive: true }))
  const file = join(directory, 'keys.json')
  await writeFile(file, keySet(one))
  const clock = { ms: 0 }
  const keys = createTokenKeys({ source: { file }, steadyMs: () => clock.ms })
  assert.equal((await keys.find(header('one'))).kind, 'found')
  await writeFile(file, keySet(two))
  clock.ms = 10_000
  assert.equal((await keys.find(header('one'))).kind, 'none')
  assert.equal((await keys.find(header('two'))).kind, 'found')
  await rm(file)
  const other = createTokenKeys({ source: { file } })
  const found = await other.find(header('two'))
  assert.ok(found.kind === 'unavailable')
  assert.match(found.detail, /keys\.json cannot be used: the file cannot be read \(ENOENT\)/)
})

async function fetched(t: TestContext) {
  const server = await startServer(t, (response) => response.end(keySet(one)))
  const clock = { ms: 0 }
  const keys = createTokenKeys({ source: { url: server.url }, steadyMs: () => clock.ms })
  t.after(() => keys.close())
  return { keys, server, clock }
}
