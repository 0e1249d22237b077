import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FAULTS, type FaultCode } from '../fault-codes.ts'
import { PHASES } from '../phase.ts'
import { ENGLISH } from './en.ts'
import { RUSSIAN } from './ru.ts'

const TEXTS = Object.entries(RUSSIAN.faults) as [FaultCode, (typeof RUSSIAN.faults)[FaultCode]][]

test('the Russian texts stand in the order of the faults', () => {
  assert.deepEqual(Object.keys(RUSSIAN.faults), Object.keys(FAULTS))
  assert.deepEqual(Object.keys(RUSSIAN.phases), [...PHASES])
})

test('a Russian title is a short heading of its own', () => {
  const titles = TEXTS.map(([, text]) => text.title)
  assert.equal(new Set(titles).size, titles.length)
  for (const title of titles) assert.match(title, /^[А-ЯЁ].{8,46}[^.!?]$/)
})

test('what happened is one Russian sentence', () => {
  for (const [code, { happened }] of TEXTS) {
    assert.match(happened, /^[А-ЯЁ].{20,160}\.$/, code)
    assert.doesNotMatch(happened.slice(0, -1), /[.!?] /, code)
  }
})

test('who must act is named first', () => {
  const first = /^(Вы|Автор|Администратор|Те, кто|Никто|Сейчас никто)(?![а-яё]).*\.$/
  for (const [code, { act }] of TEXTS) assert.match(act, first, code)
})

test('how long it lasts begins as the retry hint says', () => {
  const begins = {
    never: /^Само не пройдёт/,
    'on-fresh-connection': /^Временно/,
    'after-credentials': /^Пока /,
    later: /^(Временно|Само не пройдёт, если .*позже)/,
  } as const
  for (const [code, { lasts }] of TEXTS) {
    const { retry, status } = FAULTS[code]
    if (status !== 499) assert.match(lasts, begins[retry], code)
  }
})

test('the next step is an instruction: it begins with what to do', () => {
  // The imperative that goes with «вы», or the two words that stand before one.
  const instruction = /^(?:Не |Пусть |[А-ЯЁ][а-яё]+те(?:сь)?,? )/
  for (const [code, { next }] of TEXTS) {
    assert.match(next, instruction, code)
    assert.match(next, /\.$/, code)
  }
})

test('a next step shows the same commands and fields in both languages', () => {
  for (const [code, { next }] of TEXTS) {
    assert.deepEqual(typedIn(next), typedIn(ENGLISH.faults[code].next), code)
  }
})

test('Russian typography: dashes and «ёлочки» outside what is typed, and ё everywhere', () => {
  for (const text of [...TEXTS.flatMap(([, text]) => Object.values(text)), ...words()]) {
    const prose = text.replace(/`[^`]*`/g, '')
    assert.doesNotMatch(prose, / - |["“”]|\.{3}/, text)
    assert.doesNotMatch(prose, WITHOUT_YO, text)
    assert.match(prose, /[а-яё]/)
  }
})

test('no Russian text is officialese or filler', () => {
  for (const text of [...TEXTS.flatMap(([, text]) => Object.values(text)), ...words()]) {
    assert.doesNotMatch(text, FILLER, text)
    assert.doesNotMatch(text, /[A-Z]+_[A-Z_]+/, text)
  }
})

function typedIn(text: string): readonly string[] {
  return text
    .split('`')
    .filter((_, i) => i % 2 === 1)
    .sort()
}

function words(): readonly string[] {
  const { labels, parties, phases, outcomes, retries } = RUSSIAN
  return [labels, parties, phases, outcomes, retries].flatMap((group) => Object.values(group))
}

const WITHOUT_YO =
  /(?<![а-яё])(?:еще|ее|нее|учетн[а-я]*|пройдет|ждет|войдете|идет|придет|путем|причем|отклонен|определен|пришел|прошел|своем|твоем|о нем|в нем)(?![а-яё])/i
const FILLER =
  /(?<![а-яё])(?:пожалуйста|к сожалению|извините|является|осуществля|данн(?:ый|ая|ое|ого|ой) |в случае если|просто)/i
