import assert from 'node:assert/strict'
import fs from 'node:fs'
import { test } from 'node:test'
import { INSTALL, makeCheckout } from './testing/checkout.ts'

test('the first start installs, with one line on standard error; the second does not', async (t) => {
  const checkout = makeCheckout(t)
  const first = await checkout.start('start.mjs').ended()
  assert.deepEqual([first.code, first.out], [0, '["serve"]\n'])
  assert.match(first.err, /^installing dependencies[^\n]* \d+ s\n$/)
  const second = await checkout.start('start.mjs').ended()
  assert.deepEqual(second, { code: 0, out: '["serve"]\n', err: '' })
  assert.equal(checkout.installs(), 1)
})

for (const name of ['package-lock.json', 'package.json', 'packages/cli/package.json']) {
  test(`a changed ${name} is looked at again`, async (t) => {
    const checkout = makeCheckout(t)
    await checkout.start('start.mjs').ended()
    const lock = { packages: { 'node_modules/a': { version: '2.0.0' } } }
    fs.writeFileSync(checkout.file(name), JSON.stringify(lock))
    const lockChanged = name === 'package-lock.json'
    assert.equal((await checkout.start('start.mjs').ended()).code, 0)
    // What is installed is still what the lock file asks for, unless that is what changed.
    assert.equal(checkout.installs(), lockChanged ? 2 : 1)
  })
}

test('a missing node_modules is installed again', async (t) => {
  const checkout = makeCheckout(t)
  await checkout.start('start.mjs').ended()
  fs.rmSync(checkout.file('node_modules'), { recursive: true })
  await checkout.start('start.mjs').ended()
  assert.equal(checkout.installs(), 2)
})

test('a failed install says so with what npm said, and the next start tries again', async (t) => {
  const checkout = makeCheckout(t, { npm: 'echo no network >&2; mkdir -p node_modules; exit 7' })
  const { code, out, err } = await checkout.start('start.mjs').ended()
  assert.deepEqual([code, out], [1, ''])
  assert.match(err, /no network\nhopwise: npm ci failed \(7\)[^\n]*\n$/)
  await checkout.start('start.mjs').ended()
  assert.equal(checkout.installs(), 2)
})

test('of several starts at once one installs and all run', async (t) => {
  const checkout = makeCheckout(t, { npm: `sleep 0.5\n${INSTALL}` })
  const ends = await Promise.all([1, 2, 3].map(() => checkout.start('start.mjs').ended()))
  assert.deepEqual(
    ends.map(({ code, out }) => [code, out]),
    [1, 2, 3].map(() => [0, '["serve"]\n']),
  )
  assert.equal(checkout.installs(), 1)
})

test('a signal during the install stops npm and leaves nothing that counts as installed', async (t) => {
  const checkout = makeCheckout(t, { npm: 'echo started >> started; exec sleep 60' })
  const running = checkout.start('start.mjs')
  await running.printed('installing')
  while (!fs.existsSync(checkout.file('started'))) await new Promise(setImmediate)
  running.child.kill('SIGTERM')
  const { code, err } = await running.ended()
  assert.equal(code, 1)
  assert.match(err, /npm ci failed \(SIGTERM\)/)
  assert.ok(!fs.existsSync(checkout.file('.hopwise/set-up.lock')))
})

test('without npm the sentence says what to install', async (t) => {
  const checkout = makeCheckout(t)
  const { code, err } = await checkout.start('start.mjs', [], { PATH: '/nowhere' }).ended()
  assert.equal(code, 1)
  assert.match(err, /hopwise: npm is not installed: apt-get install npm\n$/)
})
