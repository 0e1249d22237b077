import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { drive } from '../flow.ts'
import { Knows, type Requested, ServedSpace } from '../testing/served-space.ts'
import { toolsForTest } from '../testing/tools.ts'
import { type Asker, createAsker } from './asker.ts'

const HERE = 'http://origin.example/a'
const TARGET = 'http://other.example/b'
const ELSEWHERE = 'http://elsewhere.example/'

for (const scheme of ['basic', 'digest']) {
  test(`${scheme}: challenged once, then credentials come with every request`, async () => {
    const { space, asker, knows } = stage([scheme])
    assert.equal(asker.isPreemptive, false)
    const first = await space.request(asker, knows)
    const second = await space.request(asker, knows, { target: TARGET })
    assert.deepEqual(schemesOf(first), ['bare', scheme])
    assert.deepEqual(schemesOf(second), [scheme])
    assert.deepEqual(space.seen, ['credentials-missing', 'accepted', 'accepted'])
    assert.equal(asker.isPreemptive, true)
  })

  test(`${scheme}: a refused password is sent once, by whatever request, until it changes`, async () => {
    const { space, asker, knows } = stage([scheme], 'wrong')
    const first = await space.request(asker, knows)
    assert.equal(first.gaveUp?.reason, 'refused')
    assert.deepEqual(first.gaveUp?.passedOver, [{ scheme, reason: 'secret-refused' }])
    const second = await space.request(asker, knows, { target: TARGET })
    assert.equal(second.gaveUp?.reason, 'refused')
    assert.deepEqual(space.seen, ['credentials-missing', 'wrong-password', 'credentials-missing'])
    knows.change('alice', 'opensesame')
    assert.equal((await space.request(asker, knows)).gaveUp, undefined)
  })

  test(`${scheme}: a password that is not right any more is sent once more, and not again`, async () => {
    const { space, asker, knows } = stage([scheme])
    await space.request(asker, knows)
    space.users['alice'] = 'changed'
    const refused = await space.request(asker, knows)
    assert.equal(refused.gaveUp?.reason, 'refused-since')
    assert.equal(asker.isPreemptive, false)
    await space.request(asker, knows)
    assert.equal(space.seen.filter((seen) => seen === 'wrong-password').length, 1)
  })

  test(`${scheme}: a new password of the client is not spent before anybody asks`, async () => {
    const { space, asker, knows } = stage([scheme])
    await space.request(asker, knows)
    space.users['alice'] = 'changed'
    knows.change('alice', 'changed')
    assert.deepEqual(schemesOf(await space.request(asker, knows)), ['bare', scheme])
    assert.deepEqual(schemesOf(await space.request(asker, knows)), [scheme])
    assert.equal(space.seen.includes('wrong-password'), false)
  })

  test(`${scheme}: of many requests at once one tries the password; the others wait for what comes of it`, async () => {
    const { space, asker, knows } = stage([scheme], 'wrong')
    const all = await Promise.all(Array.from({ length: 8 }, () => space.request(asker, knows)))
    assert.equal(space.seen.filter((seen) => seen === 'wrong-password').length, 1)
    assert.deepEqual(new Set(all.map(({ gaveUp }) => gaveUp?.reason)), new Set(['refused']))
    knows.change('alice', 'opensesame')
    const right = await Promise.all(Array.from({ length: 8 }, () => space.request(asker, knows)))
    assert.ok(right.every(({ gaveUp }) => gaveUp === undefined))
  })
}

for (const scheme of ['basic', 'digest']) {
  test(`${scheme}: who may not go to one place may go to the others, and is sent there once`, async () => {
    const { space, asker, knows } = stage([scheme])
    space.denied.add(TARGET)
    await space.request(asker, knows)
    for (let i = 0; i < 3; i++) {
      const denied = await space.request(asker, knows, { target: TARGET })
      assert.equal(denied.gaveUp?.reason, 'refused-since')
      assert.deepEqual(denied.gaveUp?.passedOver, [{ scheme, reason: 'secret-refused' }])
    }
    assert.equal(space.spent, 1)
    assert.equal((await space.request(asker, knows)).gaveUp, undefined)
    assert.equal((await space.request(asker, knows, { target: ELSEWHERE })).gaveUp, undefined)
  })

  test(`${scheme}: a password that is not right any more is sent three times, one after the other`, async () => {
    const { space, asker, knows } = stage([scheme])
    for (const target of [HERE, TARGET]) await space.request(asker, knows, { target })
    space.users['alice'] = 'changed'
    const places = Array.from({ length: 20 }, (_, i) => `http://${i}.example/`)
    const ends = []
    for (const target of [...places, HERE, ...places, TARGET]) {
      ends.push((await space.request(asker, knows, { target })).gaveUp?.reason)
    }
    assert.equal(space.spent, 3)
    assert.deepEqual(new Set(ends.slice(0, 20)), new Set(['refused-since']))
    assert.deepEqual(new Set(ends.slice(20)), new Set(['refused']))
  })

  test(`${scheme}: a hundred requests at once do not spend a password in doubt more often`, async () => {
    const { space, asker, knows } = stage([scheme])
    await space.request(asker, knows)
    space.users['alice'] = 'changed'
    await space.request(asker, knows, { target: 'http://first.example/' })
    await Promise.all(
      Array.from({ length: 100 }, (_, i) =>
        space.request(asker, knows, { target: `http://${i}.example/` }),
      ),
    )
    assert.equal(space.spent, 2)
  })
}

test('an answer of somebody who did not look does not clear a doubt', async () => {
  const { space, asker, knows } = stage(['basic'])
  await space.request(asker, knows)
  const underWay = asker.begin({ method: 'GET', target: ELSEWHERE })
  await drive(underWay.open(), knows)
  space.users['alice'] = 'changed'
  for (let i = 0; i < 20; i++) {
    await space.request(asker, knows, { target: `http://${i}.example/` })
    underWay.settle(200)
  }
  assert.equal(space.spent, 2)
  assert.equal(asker.isPreemptive, false)
})

test('digest counts its nonce over all requests, and checks that the other side knows the password', async () => {
  const { space, asker, knows } = stage(['digest'])
  const all = [await space.request(asker, knows), await space.request(asker, knows)]
  const counts = all.map(({ sent }) => {
    const last = sent.at(-1)
    return last?.kind === 'send' && /nc=(\w+)/.exec(last.value.reveal())?.[1]
  })
  assert.deepEqual(counts, ['00000001', '00000002'])
  assert.deepEqual(
    all.map(({ confirmation }) => confirmation),
    ['right', 'right'],
  )
})

test('a stale nonce is no refusal: the same password answers the new one, and nobody is asked for it', async () => {
  let nowMs = 0
  const { space, asker, knows } = stage(['digest'], 'opensesame', () => nowMs)
  await space.request(asker, knows)
  nowMs += 24 * 3_600_000
  const asked = knows.asked
  const later = await space.request(asker, knows)
  assert.deepEqual(schemesOf(later), ['digest', 'digest'])
  assert.deepEqual(space.seen.slice(2), ['nonce-stale', 'accepted'])
  assert.equal(knows.asked, asked + 1, 'once, before the first sending')
})

test('bearer: a refused token is not sent again; another one is', async () => {
  const { space, asker } = stage(['bearer'])
  space.tokens.add('good')
  const knows = new Knows(undefined, '', 'bad')
  assert.equal((await space.request(asker, knows)).gaveUp?.reason, 'refused')
  assert.equal((await space.request(asker, knows)).gaveUp?.reason, 'refused')
  assert.equal(space.seen.filter((seen) => seen === 'token-unknown').length, 1)
  const better = new Knows(undefined, '', 'good')
  assert.deepEqual(schemesOf(await space.request(asker, better)), ['bare', 'bearer'])
  assert.deepEqual(schemesOf(await space.request(asker, better)), ['bearer'])
})

test('of several schemes the strongest is answered, and it says why not the others', async () => {
  const { space, asker, knows } = stage(['basic', 'negotiate', 'digest', 'bearer'])
  const { sent } = await space.request(asker, knows)
  const last = sent.at(-1)
  assert.ok(last?.kind === 'send' && 'passedOver' in last)
  assert.equal(last.scheme, 'digest')
  const reasons = new Map(last.passedOver.map(({ scheme, reason }) => [scheme, reason]))
  assert.equal(reasons.get('negotiate'), 'ticket-missing')
  assert.equal(reasons.get('basic'), 'weaker-than-answered')
  assert.equal(reasons.get('bearer'), 'weaker-than-answered')
})

test('a password that Digest was refused with is not handed over to Basic', async () => {
  const { space, asker, knows } = stage(['digest', 'basic'], 'wrong')
  const { sent, gaveUp } = await space.request(asker, knows)
  assert.equal(sent.length, 2)
  assert.deepEqual(
    gaveUp?.passedOver.filter(({ reason }) => reason !== 'weaker-than-answered').at(-1),
    { scheme: 'basic', reason: 'secret-refused' },
  )
})

test('nothing that a program might print has a secret in it', async () => {
  const { space, asker, knows } = stage(['basic', 'digest'])
  const done = await space.request(asker, knows)
  const text = inspect([asker, done], { depth: 12, showHidden: true }) + JSON.stringify(done)
  assert.doesNotMatch(text, /opensesame|YWxpY2U6/)
})

test('what was learnt can be forgotten', async () => {
  const { space, asker, knows } = stage(['basic'])
  await space.request(asker, knows)
  asker.forget()
  assert.deepEqual(schemesOf(await space.request(asker, knows)), ['bare', 'basic'])
})

function stage(
  schemes: readonly string[],
  password = 'opensesame',
  nowMs?: () => number,
): { readonly space: ServedSpace; readonly asker: Asker; readonly knows: Knows } {
  const space = new ServedSpace(schemes, { alice: 'opensesame' }, nowMs)
  const asker = createAsker({ tools: toolsForTest() })
  return { space, asker, knows: new Knows('alice', password) }
}

function schemesOf({ sent }: Requested): readonly string[] {
  return sent.map((step) => (step.kind === 'send' ? step.scheme : step.kind))
}
