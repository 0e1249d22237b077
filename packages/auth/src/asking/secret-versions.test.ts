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
  versions.accept('v')
  versions.refuse('v')
  assert.deepEqual([versions.isAccepted('v'), versions.isRefused('v')], [false, true])
  versions.accept('v')
  assert.deepEqual([versions.isAccepted('v'), versions.isRefused('v')], [true, false])
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

test('what was accepted needs no trial', () => {
  const versions = new SecretVersions(toolsForTest())
  versions.accept('v')
  versions.beginTrial('v', {})
  assert.equal(versions.trialOf('v', {}), undefined)
})

test('the oldest of very many refusals is forgotten', () => {
  const versions = new SecretVersions(toolsForTest())
  for (let i = 0; i < 300; i++) versions.refuse(`v${i}`)
  assert.deepEqual([versions.isRefused('v0'), versions.isRefused('v299')], [false, true])
})

function login(username: string, password: string) {
  return { username, password: new Secret(password) }
}
