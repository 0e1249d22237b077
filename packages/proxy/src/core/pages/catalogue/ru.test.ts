import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ENGLISH } from './en.ts'
import { RUSSIAN } from './ru.ts'

test('the sender of a page is named in Russian, and the site that it is not from', () => {
  const { madeByProxy } = RUSSIAN.fault
  assert.equal(
    madeByProxy('hop', 'example.com'),
    'Эту страницу составил прокси hop, а не example.com.',
  )
  assert.equal(madeByProxy('hop', ''), 'Эту страницу составил прокси hop, а не сайт.')
})

test('what exactly happened follows the sentence of the catalogue', () => {
  assert.equal(
    RUSSIAN.exactly('Ответ оборвался.', 'x closed'),
    'Ответ оборвался. Подробности: x closed.',
  )
})

test('every Russian phrase is Russian, but for names', () => {
  const { tools, ...rest } = RUSSIAN
  for (const text of texts(rest)) assert.match(text, /[а-яё]/)
  for (const { note } of Object.values(tools)) if (note !== '') assert.match(note, /[а-яё]/)
})

test('what is typed or filled in is the same in both languages', () => {
  const typed = (text: string) => text.match(/`[^`]*`|\{\w+\}/g) ?? []
  const english = texts(ENGLISH)
  texts(RUSSIAN).forEach((text, i) => {
    assert.deepEqual(typed(text), typed(english[i]!), text)
  })
})

test('Russian typography: dashes and no straight quotes', () => {
  for (const text of texts(RUSSIAN)) {
    assert.doesNotMatch(text.replace(/`[^`]*`/g, ''), / - |["“”]/, text)
  }
})

function texts(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (typeof value === 'function') return [String(value('x', 'y'))]
  return Object.values(value as object).flatMap(texts)
}
