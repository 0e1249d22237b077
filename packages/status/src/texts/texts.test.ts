import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { ALL_SOURCES } from '../all-sources.ts'
import { type FullText, type RowText, textsFrom } from './texts.ts'
import { WORDS_EN } from './words-en.ts'

const LANGUAGES = ['en', 'ru'] as const

// The glossary is in TEXTS-RU.md.
const OTHER_WORDS_RU =
  /(?<![а-яё])(?:таймаут|прокси-сервер|апстрим|бекенд|хедер|аккаунт|сесси[яиюей]|сессионн|кук[аиуе](?![а-яё])|кеш|лог(?:а|у|ом|е|и|ов|ам|ами|ах)?(?![а-яё])|межсетев|брандмауэр|проверк[а-яё]* здоровья|хелпер|краулер|деплой|логин|(?:код|строк)[а-яё]* статуса)/i
const WITHOUT_YO =
  /(?<![а-яё])(?:еще|ее|нее|учетн[а-яё]+|пройдет|ждет|идет|придет|дает|шлет|берет|ведет|растет|путем|причем|пришел|прошел|ушел|нашел|объем[а-яё]*|надежн[а-яё]*|счетчик[а-яё]*|тяжел[а-яё]*|развертыван[а-яё]*|(?:в|от|под)ключен|завершен|определен|удален|изменен|отклонен|запрещен|разрешен|сохранен)(?![а-яё])/i
// A hyphen for a dash, a straight quotation mark around Russian words.
const TYPED_RU = /[а-яё»] - [а-яё«]|"[а-яё]|[а-яё]"/i
const FOLDER = path.join(import.meta.dirname, '../../texts')

// Words that say nothing, and those that a translating machine leaves behind.
const FILLER = {
  en: /\b(?:this (?:status|error|response) (?:code )?(?:indicates|means)|indicates that|in order to|please note|it is important|simply|basically|various reasons|!)/i,
  ru: /(?<![а-яё])(?:данн(?:ый|ая|ое|ые|ого|ой|ому|ым|ых) (?:код|ошибка|ответ)|этот код (?:означает|указывает)|является|в случае если|с целью|имеет место|осуществля)|!(?!=)/i,
} as const

test('every row has its text in both languages, and no text is left over', () => {
  const problems = LANGUAGES.flatMap((language) =>
    ALL_SOURCES.flatMap(({ source, rows }) => {
      const found = read(language, source)
      if (!found) return [`texts/${language}/${source}.json is missing (${rows.length} texts)`]
      const keys = new Set(rows.map(({ key }) => key))
      return [
        ...[...keys]
          .filter((key) => !Object.hasOwn(found, key))
          .map((key) => `texts/${language}/${source}.json lacks ${key}`),
        ...Object.keys(found)
          .filter((key) => !keys.has(key))
          .map((key) => `texts/${language}/${source}.json has ${key}, which is no row`),
      ]
    }),
  )
  const files = LANGUAGES.flatMap((language) =>
    fs.readdirSync(path.join(FOLDER, language)).map((file) => `${language}/${file}`),
  )
  const known = new Set(
    LANGUAGES.flatMap((language) => ALL_SOURCES.map(({ source }) => `${language}/${source}.json`)),
  )
  const unknown = files
    .filter((file) => !known.has(file))
    .map((file) => `texts/${file} is no source`)
  assert.deepEqual([...problems, ...unknown], [])
})

test('a text has the form its source promises', () => {
  const problems = eachText().flatMap(({ where, form, text }) => {
    if (form === 'line') return typeof text === 'string' ? [] : [`${where} is no line`]
    if (typeof text === 'string') return [`${where} is one line, not a full text`]
    const keys = Object.keys(text).toSorted().join()
    return [
      ...(keys === 'causes,meaning,next' ? [] : [`${where} has ${keys}`]),
      ...(isBetween(text.causes?.length, 1, 5)
        ? []
        : [`${where} has ${text.causes?.length} causes`]),
      ...(isBetween(text.next?.length, 1, 5) ? [] : [`${where} has ${text.next?.length} steps`]),
    ]
  })
  assert.deepEqual(problems, [])
})

test('no text is shorter than it can be, longer than anybody reads or a stray fragment', () => {
  const problems = eachString().flatMap(({ where, part, string }) => [
    ...(isBetween(string.length, part === 'meaning' ? 20 : 10, 620)
      ? []
      : [`${where} has ${string.length} characters: ${string.slice(0, 40)}`]),
    ...(string.trim() === string && !/\s{2}/.test(string) ? [] : [`${where} has stray spaces`]),
    ...(/\b(?:TO[D]O|lorem)\b/i.test(string) ? [`${where} is unfinished`] : []),
  ])
  assert.deepEqual(problems, [])
})

test('Russian texts are Russian, English ones are not', () => {
  const problems = eachString().flatMap(({ where, language, string }) => {
    const isCyrillic = /[а-яё]/i.test(string)
    // A step may be a command alone; a meaning is never without a word of its language.
    if (language === 'en')
      return isCyrillic ? [`${where} has Cyrillic: ${string.slice(0, 60)}`] : []
    return isCyrillic ? [] : [`${where} has no Cyrillic: ${string.slice(0, 60)}`]
  })
  assert.deepEqual(problems, [])
})

test('no text fills space', () => {
  const problems = eachString().flatMap(({ where, language, string }) => {
    const found = FILLER[language].exec(withoutCommands(string))
    return found ? [`${where}: ${found[0]}`] : []
  })
  assert.deepEqual(problems, [])
})

test('Russian texts have one word for one idea, ё, dashes and «ёлочки»', () => {
  const problems = eachString().flatMap(({ where, language, string }) => {
    if (language !== 'ru') return []
    const prose = withoutCommands(string)
    const found = OTHER_WORDS_RU.exec(prose) ?? WITHOUT_YO.exec(prose) ?? TYPED_RU.exec(prose)
    return found ? [`${where}: ${found[0]}`] : []
  })
  assert.deepEqual(problems, [])
})

test('advice in Russian is given to somebody, not spoken by them', () => {
  const problems = eachString().filter(
    ({ language, string }) =>
      language === 'ru' &&
      /^(?:Клиент|Посетитель|Пользователь|Владелец|Разработчик|Администратор|Оператор)(?: [а-яё]+)*: [а-яё]+те(?:сь)?(?![а-яё])/i.test(
        string,
      ),
  )
  assert.deepEqual(problems, [])
})

test('no text only repeats the name', () => {
  const names = new Map(
    ALL_SOURCES.flatMap(({ source, rows }) =>
      rows.map(({ key, name }) => [`${source}/${key}`, name.toLowerCase()]),
    ),
  )
  const problems = eachText().flatMap(({ where, id, text }) => {
    const first = typeof text === 'string' ? text : (text.meaning ?? '')
    return first.toLowerCase().replace(/\.$/, '') === names.get(id) ? [where] : []
  })
  assert.deepEqual(problems, [])
})

test('a text is found by the id of its row, whatever is in the key', () => {
  const texts = textsFrom('en', { a: { 'x/y': 'slash', constructor: 'own' } }, WORDS_EN)
  assert.equal(texts.textOf('a/x/y'), 'slash')
  assert.equal(texts.textOf('a/constructor'), 'own')
  for (const id of ['a/z', 'b/x', 'a', '', 'constructor/name'])
    assert.equal(texts.textOf(id), undefined)
})

type Language = (typeof LANGUAGES)[number]

interface OneText {
  readonly where: string
  readonly id: string
  readonly language: Language
  readonly form: 'full' | 'line'
  readonly text: RowText
}

function eachText(): readonly OneText[] {
  return LANGUAGES.flatMap((language) =>
    ALL_SOURCES.flatMap(({ source, text: form }) =>
      Object.entries(read(language, source) ?? {}).map(([key, text]) => ({
        where: `texts/${language}/${source}.json ${key}`,
        id: `${source}/${key}`,
        language,
        form,
        text,
      })),
    ),
  )
}

function eachString(): readonly {
  readonly where: string
  readonly language: Language
  readonly part: 'meaning' | 'cause' | 'step'
  readonly string: string
}[] {
  return eachText().flatMap(({ where, language, text }) =>
    partsOf(text).map(({ part, string }) => ({
      where: `${where} (${part})`,
      language,
      part,
      string,
    })),
  )
}

function partsOf(
  text: RowText,
): readonly { readonly part: 'meaning' | 'cause' | 'step'; readonly string: string }[] {
  if (typeof text === 'string') return [{ part: 'meaning', string: text }]
  const { meaning = '', causes = [], next = [] }: Partial<FullText> = text
  return [
    { part: 'meaning', string: meaning },
    ...causes.map((string) => ({ part: 'cause' as const, string })),
    ...next.map((string) => ({ part: 'step' as const, string })),
  ]
}

/** A command or a quotation may contain what prose may not. */
function withoutCommands(text: string): string {
  return text.replace(/`[^`]*`|"[^"]*"|«[^»]*»|“[^”]*”/g, '')
}

function isBetween(number: number | undefined, low: number, high: number): boolean {
  return number !== undefined && number >= low && number <= high
}

function read(language: Language, source: string): Readonly<Record<string, RowText>> | undefined {
  const file = path.join(FOLDER, language, `${source}.json`)
  return fs.existsSync(file)
    ? (JSON.parse(fs.readFileSync(file, 'utf8')) as Readonly<Record<string, RowText>>)
    : undefined
}
