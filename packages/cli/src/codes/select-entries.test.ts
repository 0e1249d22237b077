import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadTexts } from '../explain/load-texts.ts'
import { type Selection, selectEntries } from './select-entries.ts'

const texts = await loadTexts('en')

function ids(selection: Selection, words: readonly string[] = []): string[] {
  return selectEntries(words, selection, texts).map(({ id }) => id)
}

test('without anything asked there are status codes of everybody, by number', () => {
  const entries = selectEntries([], {}, texts)
  assert.ok(entries.every(({ source }) => source.family === 'status'))
  const codes = entries.map(({ row }) => Number.parseInt(String(row.code), 10))
  assert.deepEqual(
    codes,
    codes.toSorted((a, b) => a - b),
  )
})

test('a class and a vendor narrow it down together', () => {
  const nginx = ids({ class: 4, vendor: 'nginx' })
  assert.ok(nginx.includes('nginx/499'))
  assert.ok(nginx.every((id) => /^nginx\/4/.test(id)))
})

test('a vendor named exactly is that vendor alone; a part of a name finds all that have it', () => {
  assert.ok(ids({ vendor: 'squid' }).some((id) => id.startsWith('squid-log/')))
  assert.ok(ids({ vendor: 'tencent' }).length > 10)
})

test('words find error names too, the best first', () => {
  assert.match(ids({}, ['proxy', 'authentication'])[0] ?? '', /^iana\/407$/)
})

test('a vendor or kind that does not exist is refused with the one that was meant', () => {
  assert.throws(() => ids({ vendor: 'ngnix' }), { exitCode: 1, message: /did you mean "nginx"/ })
  assert.throws(() => ids({ family: 'logflag' }), { exitCode: 2, message: /"log-flag"/ })
})
