import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { type Answers, type ClientNeed, Secret } from '@hopwise/auth'
import { GivenCredentials } from './given-credentials.ts'

const BASIC = `Basic ${btoa('alice:opensesame')}`
const NOBODY: Answers<ClientNeed> = {
  'find-login': () => undefined,
  'find-token': () => undefined,
  'initiate-context': () => ({ kind: 'declined', detail: 'no ticket' }),
}
const LOGIN = { scheme: 'digest', realm: undefined }
const [ONE, OTHER] = [{}, {}]

test('what is refused is not sent again until it changes', () => {
  let value = BASIC
  const given = new GivenCredentials(() => value)
  refused(given, ['basic'])
  assert.equal(given.take(ONE), undefined)
  assert.equal(given.isRefused, true)
  value = `Basic ${btoa('alice:changed')}`
  assert.equal(given.take(ONE)?.reveal(), value)
  assert.equal(given.isRefused, false)
  value = BASIC
  assert.equal(given.take(ONE), undefined)
})

test('while one tries it the others wait, and not after that', async () => {
  const given = new GivenCredentials(() => BASIC)
  const value = given.take(ONE)!
  assert.deepEqual([given.mustWait(ONE), given.mustWait(OTHER)], [false, true])
  const waiting = given.answering(NOBODY)['find-login']({ scheme: '', realm: undefined })
  given.accept(value, ONE)
  assert.equal(await waiting, undefined)
  assert.deepEqual([given.mustWait(OTHER), given.isAccepted], [false, true])
})

test('a trial that comes to nothing lets the next one try', () => {
  const given = new GivenCredentials(() => BASIC)
  given.take(ONE)
  given.end(OTHER)
  assert.equal(given.mustWait(OTHER), true)
  given.end(ONE)
  assert.equal(given.mustWait(OTHER), false)
  given.take(OTHER)
  assert.equal(given.mustWait(ONE), true)
})

test('what was accepted is given up after three refusals in a row', () => {
  const given = new GivenCredentials(() => BASIC)
  given.accept(given.take(ONE)!, ONE)
  refused(given, ['basic'])
  assert.deepEqual([given.isRefused, given.isAccepted], [true, false])
  given.accept(given.take(ONE)!, ONE)
  for (let i = 0; i < 3; i++) refused(given, ['basic'])
  assert.equal(given.take(ONE), undefined)
})

test('a login in it answers other schemes, but not after it was refused as what it is', () => {
  const foreign = new GivenCredentials(() => BASIC)
  refused(foreign, ['digest'])
  assert.equal(foreign.take(ONE), undefined)
  const login = foreign.answering(NOBODY)['find-login'](LOGIN)
  assert.ok(login && !(login instanceof Promise))
  assert.deepEqual([login.username, login.password.reveal()], ['alice', 'opensesame'])
  for (const offered of [['digest', 'basic'], []]) {
    const judged = new GivenCredentials(() => BASIC)
    refused(judged, offered)
    assert.equal(judged.answering(NOBODY)['find-login'](LOGIN), undefined)
  }
})

test('a token in it is one for Bearer; other values hold nothing that could be told', () => {
  const asked = { realm: undefined, scope: undefined, refusal: undefined }
  const bearer = new GivenCredentials(() => 'bearer abc').answering(NOBODY)
  assert.equal((bearer['find-token'](asked) as Secret).reveal(), 'abc')
  assert.equal(bearer['find-login'](LOGIN), undefined)
  for (const value of ['ApiKey abc', 'Basic %%%', undefined]) {
    const answers = new GivenCredentials(() => value).answering(NOBODY)
    assert.deepEqual(
      [answers['find-token'](asked), answers['find-login'](LOGIN)],
      [undefined, undefined],
    )
  }
})

test('where it has nothing, others are asked', () => {
  const bob = { username: 'bob', password: new Secret('x') }
  const given = new GivenCredentials(() => 'ApiKey abc')
  assert.equal(given.answering({ ...NOBODY, 'find-login': () => bob })['find-login'](LOGIN), bob)
})

test('it does not print', () => {
  const given = new GivenCredentials(() => BASIC)
  given.accept(given.take(ONE)!, ONE)
  refused(given, ['basic'])
  assert.doesNotMatch(inspect(given, { showHidden: true, depth: 9 }), /YWxpY2U6|opensesame/)
})

function refused(given: GivenCredentials, offered: readonly string[]): void {
  given.refuse(given.take(ONE)!, offered, ONE)
}
