import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Secret } from '../secret.ts'
import { toolsForTest } from '../testing/tools.ts'
import { SecretVersions } from './secret-versions.ts'

test('another password or another user is another version; a token is none of either', () => {
  const versions = new SecretVersions(toolsForTest())
  const all = [
    versions.ofLogin(login('alice', 'one')),
    versions.ofLogin(login('alice', 'two')),
    versions.ofLogin(login('bob', 'one')),
    versions.ofToken(new Secret('one')),
  ]
  assert.equal(new Set(all).size, 4)
  assert.equal(versions.ofLogin(login('alice', 'one')), all[0])
})

test('the latest verdict counts', () => {
  const versions = new SecretVersions(toolsForTest())
  versions.refuse('v', 'a')
  assert.deepEqual([versions.isTrusted('v'), versions.standingOf('v', 'b')], [false, 'refused'])
  versions.accept('v', 'a')
  assert.deepEqual([versions.isTrusted('v'), versions.standingOf('v', 'b')], [true, 'free'])
})

test('what was accepted is doubted when it is refused, and refused when that goes on', () => {
  const versions = new SecretVersions(toolsForTest())
  versions.accept('v', 'a')
  versions.refuse('v', 'b')
  assert.equal(versions.isTrusted('v'), false)
  assert.deepEqual(
    [versions.standingOf('v', 'b'), versions.standingOf('v', 'c')],
    ['doubted', 'free'],
  )
  versions.refuse('v', 'c')
  versions.refuse('v', 'a')
  assert.equal(versions.standingOf('v', 'd'), 'refused')
})

test('a trial is for others to wait for, and ends once', async () => {
  const versions = new SecretVersions(toolsForTest())
  const [mine, theirs] = [{}, {}]
  versions.beginTrial('v', mine)
  versions.beginTrial('v', theirs)
  assert.equal(versions.trialOf('v', mine), undefined)
  const ended = versions.trialOf('v', theirs)
  assert.ok(ended)
  versions.endTrial('v', theirs)
  assert.equal(versions.trialOf('v', theirs), ended, 'only by who began it')
  versions.endTrial('v', mine)
  await ended
  assert.equal(versions.trialOf('v', theirs), undefined)
})

test('a verdict ends a trial, whoever brings it', async () => {
  for (const verdict of ['accept', 'refuse'] as const) {
    const versions = new SecretVersions(toolsForTest())
    versions.beginTrial('v', {})
    const ended = versions.trialOf('v', {})
    assert.equal(versions.joinTrial('v'), true)
    versions[verdict]('v', 'a')
    await ended
    assert.equal(versions.trialOf('v', {}), undefined)
  }
})

test('what was accepted needs no trial', () => {
  const versions = new SecretVersions(toolsForTest())
  versions.accept('v', 'a')
  versions.beginTrial('v', {})
  assert.equal(versions.trialOf('v', {}), undefined)
})

test('what is in doubt is tried by one at a time', () => {
  const versions = new SecretVersions(toolsForTest())
  versions.accept('v', 'a')
  versions.refuse('v', 'b')
  versions.beginTrial('v', {})
  assert.ok(versions.trialOf('v', {}))
})

test('the oldest of very many refusals is forgotten', () => {
  const versions = new SecretVersions(toolsForTest())
  for (let i = 0; i < 300; i++) versions.refuse(`v${i}`, 'a')
  assert.deepEqual(
    ['v0', 'v299'].map((version) => versions.standingOf(version, 'a')),
    ['free', 'refused'],
  )
})

function login(username: string, password: string) {
  return { username, password: new Secret(password) }
}
