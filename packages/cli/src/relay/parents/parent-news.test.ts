import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Entry } from '@hopwise/journal'
import { parseParentArgument } from './parent-argument.ts'
import { ParentNews } from './parent-news.ts'
import { relayParent } from './relay-parents.ts'

const parent = relayParent(parseParentArgument('http://max:s3cret@corp:8080'), {
  password: undefined,
})

function newsAfter(...entries: readonly Partial<Entry>[]): string {
  const news = new ParentNews()
  for (const entry of entries) news.noted({ parent: 'corp:8080', ...entry } as Entry)
  return news.of(parent).news
}

test('before anybody has asked it nothing is known, and no login is shown', () => {
  assert.deepEqual(new ParentNews().of(parent), {
    address: 'http://corp:8080',
    news: 'not-asked',
  })
})

test('it works when something has passed, and when it says no to a site', () => {
  assert.equal(newsAfter({ outcome: 'relayed' }), 'works')
  assert.equal(newsAfter({ outcome: 'failed', fault: 'PARENT_REFUSED' }), 'works')
})

test('its latest fault counts until something passes again', () => {
  const rejected = { outcome: 'failed', fault: 'PARENT_CREDENTIALS_REJECTED' } as const
  assert.equal(newsAfter({ outcome: 'tunnelled' }, rejected), 'PARENT_CREDENTIALS_REJECTED')
  assert.equal(newsAfter(rejected, { outcome: 'tunnelled' }), 'works')
})

test('what others did, or a client that went away, is no news of it', () => {
  assert.equal(newsAfter({ outcome: 'relayed', parent: 'other:8080' }), 'not-asked')
  assert.equal(newsAfter({ outcome: 'aborted', fault: 'CLIENT_GONE' }), 'not-asked')
})

test('one that is passed over cannot be reached, whatever passed by another', () => {
  const lost = relayParent(parseParentArgument('corp:8080'), { password: undefined })
  lost.health.failed(0, 0)
  assert.equal(new ParentNews().of(lost).news, 'PARENT_UNREACHABLE')
})
