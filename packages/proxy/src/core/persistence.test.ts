import assert from 'node:assert/strict'
import { test } from 'node:test'
import { request } from '../testing/heads.ts'
import { type ContentPlan, type ContentState, canPersist, contentPlan } from './persistence.ts'

const UNTOUCHED: ContentState = {
  content: 'untouched',
  discardBytesMax: 100,
  isDraining: false,
  hasMore: false,
  status: 407,
}
const POST = 'POST http://o/ HTTP/1.1'

test('HTTP/1.1 persists unless someone asks for the end', () => {
  assert.equal(canPersist(request('GET http://o/ HTTP/1.1')), true)
  assert.equal(canPersist(request('GET http://o/ HTTP/1.1', 'Connection: x, Close')), false)
  assert.equal(canPersist(request('GET http://o/ HTTP/1.1', 'Proxy-Connection: close')), false)
})

test('HTTP/1.0 never persists, whatever it says', () => {
  assert.equal(canPersist(request('GET http://o/ HTTP/1.0', 'Proxy-Connection: keep-alive')), false)
  assert.equal(canPersist(request('GET http://o/ HTTP/1.0', 'Connection: keep-alive')), false)
})

const plans: readonly [
  name: string,
  plan: ContentPlan,
  state: Partial<ContentState>,
  ...lines: string[],
][] = [
  ['no content: the next request can come', 'persist', {}, 'GET http://o/ HTTP/1.1'],
  ['an empty length is no content', 'persist', {}, POST, 'Content-Length: 0'],
  ['a little content is dropped', 'discard', {}, POST, 'Content-Length: 100'],
  ['much content ends the connection', 'linger', {}, POST, 'Content-Length: 101'],
  ['content of unknown length ends it', 'linger', {}, POST, 'Transfer-Encoding: chunked'],
  [
    'content that waits for leave ends it',
    'linger',
    {},
    POST,
    'Content-Length: 5',
    'Expect: 100-continue',
  ],
  [
    'content that has gone on whole leaves nothing',
    'persist',
    { content: 'passed' },
    POST,
    'Content-Length: 500',
  ],
  ['content on its way ends it', 'linger', { content: 'passing' }, POST, 'Content-Length: 5'],
  [
    'a client that asked for the end gets it',
    'close',
    {},
    'GET http://o/ HTTP/1.1',
    'Connection: close',
  ],
  ['a proxy that stops keeps nothing', 'close', { isDraining: true }, 'GET http://o/ HTTP/1.1'],
  ['a refused CONNECT can be tried again', 'persist', {}, 'CONNECT o:1 HTTP/1.1'],
  ['a CONNECT refused for good ends it', 'linger', { status: 403 }, 'CONNECT o:1 HTTP/1.1'],
  [
    'octets behind a refused CONNECT are no request',
    'linger',
    { hasMore: true },
    'CONNECT o:1 HTTP/1.1',
  ],
]
for (const [name, plan, state, ...lines] of plans) {
  test(name, () => assert.equal(contentPlan(request(...lines), { ...UNTOUCHED, ...state }), plan))
}

test('where no request could be read, nothing after it can be', () => {
  assert.equal(contentPlan(undefined, UNTOUCHED), 'linger')
})
