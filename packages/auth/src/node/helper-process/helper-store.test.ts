import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { Secret } from '../../secret.ts'
import { createHelperStore, type HelperStore, type HelperStoreOptions } from './helper-store.ts'
import { SHELL_HELPER } from './testing/shell-helper.ts'

test('OK is right, under the name and in the groups that the program says', async (t) => {
  const store = opened(t, { rememberMs: 30_000 })
  const fromMs = Date.now()
  const check = await store.check('alice', new Secret('right'))
  assert.ok(check.kind === 'right' && check.expiresMs !== undefined)
  assert.deepEqual([check.user, check.groups], ['Alice', ['staff']])
  assert.ok(check.expiresMs >= fromMs + 30_000 && check.expiresMs <= Date.now() + 30_000)
})

test('ERR is a wrong password or an unknown user, which it does not tell apart', async (t) => {
  const store = opened(t)
  for (const name of ['alice', 'mallory']) {
    assert.deepEqual(await store.check(name, new Secret('wrong')), {
      kind: 'wrong-password',
      isUserUnclear: true,
    })
  }
})

test('an empty password is wrong without asking', async (t) => {
  const store = opened(t, { command: ['/bin/false'] })
  assert.equal((await store.check('alice', new Secret(''))).kind, 'wrong-password')
})

test('BH, an end and a hang are neither yes nor no, each in its own words', async (t) => {
  const store = opened(t)
  assert.deepEqual(await store.check('broken', new Secret('x')), {
    kind: 'unavailable',
    detail: '/bin/sh: it says that it cannot tell: no connection',
  })
  const impatient = opened(t, { timeLimitMs: 300 })
  assert.deepEqual(await impatient.check('hang', new Secret('x')), {
    kind: 'unavailable',
    detail: '/bin/sh: it did not answer within 300 ms and was killed',
  })
  const check = await store.check('die', new Secret('x'))
  assert.ok(check.kind === 'unavailable')
  assert.match(check.detail, /^\/bin\/sh: it ended with code 3/)
})

test('BH may be taken for no, as Squid takes it', async (t) => {
  const store = opened(t, { brokenMeansNo: true })
  assert.equal((await store.check('broken', new Secret('x'))).kind, 'wrong-password')
  assert.equal((await store.check('die', new Secret('x'))).kind, 'unavailable')
})

test('names may be taken in lower case, for a program that does not tell case apart', async (t) => {
  const store = opened(t, { lowerCaseNames: true })
  const check = await store.check('ALICE', new Secret('right'))
  assert.equal(check.kind, 'right')
})

test('dangerously open, whoever cannot be verified is let in', async (t) => {
  const store = opened(t, { failMode: 'dangerouslyOpen' })
  assert.deepEqual(await store.check('broken', new Secret('x')), {
    kind: 'right',
    user: 'broken',
    expiresMs: 0,
  })
  assert.equal((await store.check('mallory', new Secret('x'))).kind, 'wrong-password')
})

test('a program that is not there is told at once', () => {
  for (const [command, sentence] of [
    [['/nowhere/helper'], /\/nowhere\/helper is not there or may not be run/],
    [['basic_ncsa_auth'], /begin the command with its absolute path/],
    [[], /an empty command is no program/],
  ] as const) {
    assert.throws(
      () => createHelperStore({ command }),
      (error) => error instanceof RangeError && sentence.test(error.message),
    )
  }
})

function opened(t: TestContext, options: Partial<HelperStoreOptions> = {}): HelperStore {
  const store = createHelperStore({ command: SHELL_HELPER, ...options })
  t.after(() => store.close())
  return store
}
