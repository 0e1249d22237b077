import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answerJson } from './answer-json.ts'
import { loadTexts } from './load-texts.ts'
import { resolve } from './resolve.ts'

async function answer(text: string, headers: readonly (readonly [string, string])[] = []) {
  const resolved = resolve(text, headers)
  assert.ok(resolved.kind !== 'nothing')
  return JSON.parse(JSON.stringify(answerJson(resolved, await loadTexts('ru'))))
}

test('a candidate has its row, its text, its constants and the evidence in words', async () => {
  const { kind, verdict, language, candidates, products } = await answer('530', [
    ['server', 'cloudflare'],
  ])
  assert.deepEqual([kind, verdict, language, products], ['known', 'likely', 'ru', ['cloudflare']])
  const [first] = candidates
  assert.equal(first.id, 'cloudflare/530')
  assert.deepEqual(first.evidence, [
    {
      kind: 'field',
      weight: 'strong',
      what: 'server',
      value: 'cloudflare',
      text: 'есть заголовок server: cloudflare',
    },
  ])
  assert.match(first.text.meaning, /[а-я]/)
  assert.equal(first.row.code, 530)
})

test('constants are told by language', async () => {
  const { candidates } = await answer('407')
  assert.deepEqual(candidates[0].constants.go, ['http.StatusProxyAuthRequired'])
})

test('an unregistered number says what it is treated as', async () => {
  const { kind, code, treatAs } = await answer('477')
  assert.deepEqual([kind, code, treatAs], ['unregistered', 477, 400])
})
