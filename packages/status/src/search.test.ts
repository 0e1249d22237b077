import assert from 'node:assert/strict'
import { test } from 'node:test'
import { search } from './search.ts'
import { textsFrom } from './texts/texts.ts'
import { WORDS_EN } from './texts/words-en.ts'

const first = (query: string) => search(query)[0]?.entry.id

test('what is asked for by name, number, vendor or constant comes first', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['407', 'iana/407'],
    ['proxy authentication required', 'iana/407'],
    ['proxy auth', 'iana/407'],
    ['cloudflare 522', 'cloudflare/522'],
    ['pantheon', 'pantheon/530'],
    ['frozen', 'pantheon/530'],
    ['iis 404.13', 'iis-substatus/404.13'],
    ['payload too large', 'iana/413'],
    ['HTTP_PROXY_AUTH', 'iana/407'],
    ['enhance your calm', 'twitter/420'],
  ]
  for (const [query, id] of cases) assert.equal(first(query), id, query)
})

test('every word has to be found', () => {
  assert.deepEqual(search('cloudflare teapot'), [])
  assert.deepEqual(search(''), [])
  assert.deepEqual(search(' .,; '), [])
})

test('the beginning of a word is enough, a whole word is better', () => {
  const ids = search('gate').map(({ entry }) => entry.id)
  assert.ok(ids.includes('iana/502') && ids.includes('iana/504'))
})

test('texts are searched where they are given, in any script, and rank below names', () => {
  const texts = textsFrom(
    'ru',
    {
      nginx: {
        '444': { meaning: 'Сервер молча закрыл соединение: чёрный список.', causes: [], next: [] },
      },
    },
    WORDS_EN,
  )
  assert.deepEqual(search('молча'), [])
  assert.deepEqual(
    search('черный молча', { texts: [texts] }).map(({ entry, places }) => [entry.id, places]),
    [['nginx/444', ['text']]],
  )
})

test('no more hits come than asked for, best first', () => {
  const hits = search('error', { limit: 7 })
  assert.equal(hits.length, 7)
  assert.deepEqual(
    hits.map(({ score }) => score),
    hits.map(({ score }) => score).toSorted((a, b) => b - a),
  )
})
