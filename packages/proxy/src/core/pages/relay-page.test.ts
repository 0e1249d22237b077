import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RelayFacts } from './relay-facts.ts'
import { relayPage } from './relay-page.ts'
import { aboutOf } from './testing/about.ts'
import type { Visitor } from './visitor.ts'
import { wordsIn } from './words.ts'

const relay: RelayFacts = {
  owner: 'max',
  parents: () => [
    { address: 'http://a:1', news: 'works' },
    { address: 'http://b:2', news: 'PARENT_CREDENTIALS_REJECTED' },
    { address: 'http://c:3', news: 'not-asked' },
  ],
}
const max: Visitor = {
  kind: 'known',
  user: 'max',
  scheme: 'client-address',
  client: '127.0.0.1:5',
  rules: [],
}

function page(
  form: 'html' | 'json' | 'plain',
  facts: RelayFacts = relay,
  visitor: Visitor = { kind: 'anonymous' },
): string {
  return relayPage(facts, visitor, form, aboutOf(), wordsIn('en')).body
}

for (const form of ['html', 'json', 'plain'] as const) {
  test(`nobody is asked for a name or a password: ${form}`, () => {
    const body = page(form)
    assert.match(body, /relay/)
    assert.match(body, /http_proxy=http:\/\/192\.0\.2\.5:4070/)
    assert.doesNotMatch(body, /NAME|PASSWORD|proxy-user/)
  })
}

test('each parent stands with what is known of it, and a fault with its page', () => {
  const body = page('html')
  assert.match(body, /<code>http:\/\/a:1<\/code>: works</)
  assert.match(
    body,
    /: <a href="\/errors\/PARENT_CREDENTIALS_REJECTED">The next proxy does not accept this relay<\/a>/,
  )
  const lines = page('plain').split('\n')
  assert.ok(lines.includes('  http://c:3: not asked yet'))
  assert.ok(
    lines.includes(
      '  http://b:2: The next proxy does not accept this relay (PARENT_CREDENTIALS_REJECTED)',
    ),
  )
})

test('it says whom it lets in', () => {
  assert.match(page('plain'), /programs of max alone/)
  assert.match(page('plain', { ...relay, owner: undefined }), /every user of this machine/)
})

test('who comes through it reads who they are to it', () => {
  assert.match(page('html', relay, max), /max, 127\.0\.0\.1:5/)
  const { user, parents, owner } = JSON.parse(page('json', relay, max))
  assert.deepEqual([user, owner, parents.length], ['max', 'max', 3])
})

test('where a script names the parents, it is said which', () => {
  const script = 'http://wpad/wpad.dat'
  for (const form of ['html', 'plain'] as const) {
    assert.match(page(form, { ...relay, script }), /The script http:\/\/wpad\/wpad\.dat says so/)
  }
  assert.equal(JSON.parse(page('json', { ...relay, script })).script, script)
})
