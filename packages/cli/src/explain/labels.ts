import type { Spoken } from './language.ts'

/** Headings and sentences of the answer; what values are called is in the registry's own words. */
export interface Labels {
  readonly party: string
  readonly acts: string
  readonly lasts: string
  readonly again: string
  readonly sentBy: string
  readonly log: string
  readonly content: string
  readonly noContent: string
  readonly cache: string
  readonly cacheable: string
  readonly notCacheable: string
  readonly mustNotBeStored: string
  readonly formerly: string
  readonly alsoCalled: string
  readonly onTheWire: string
  readonly specification: string
  readonly withdrawn: string
  readonly expires: string
  readonly causes: string
  readonly next: string
  readonly fields: string
  readonly crawlers: string
  readonly constants: string
  readonly evidence: string
  readonly together: string
  readonly others: string
  readonly elsewhere: string
  readonly signs: string
  readonly marks: string
  readonly decide: string
  readonly more: string
  readonly moreAboutOne: string
  readonly afterwards: string
  readonly automatic: string
  readonly nobodySends: string
  readonly onlyKnown: string
  readonly treatedAs: string
  readonly fault: string
  readonly stopped: string
  readonly status: string
  readonly page: string
  readonly ownFault: string
}

export function labelsIn(language: Spoken): Labels {
  return LABELS[language]
}

const LABELS: { readonly [L in Spoken]: Labels } = {
  en: {
    party: 'Whose fault',
    acts: 'Who acts',
    lasts: 'Lasts',
    again: 'Try again',
    sentBy: 'Sent by',
    log: 'In the log',
    content: 'Content',
    noContent: 'never has any',
    cache: 'Caches',
    cacheable: 'may keep it without being told for how long',
    notCacheable: 'may keep it only if told for how long',
    mustNotBeStored: 'must not keep it',
    formerly: 'Formerly',
    alsoCalled: 'Also called',
    onTheWire: 'Status line',
    specification: 'Specified in',
    withdrawn: 'Withdrawn',
    expires: 'Registered until',
    causes: 'Likely causes, most likely first',
    next: 'What to do',
    fields: 'Fields',
    crawlers: 'Search engines',
    constants: 'In code',
    evidence: 'Why this one',
    together: 'Together with it',
    others: 'Other meanings of the same number',
    elsewhere: 'The same number in other places',
    signs: 'signs',
    marks: 'Marks in the response',
    decide: 'Fields of the response tell more',
    more: 'More',
    moreAboutOne: 'More about one',
    afterwards: 'then',
    automatic: 'sent again by itself by',
    nobodySends: 'Nobody is known to send this number.',
    onlyKnown:
      'This is the only meaning that is known, but no registry has the number: others may use it, too.',
    treatedAs: 'By its first digit it is treated like',
    fault: 'fault of Hopwise',
    stopped: 'Where it stopped',
    status: 'Status',
    page: 'Page at the proxy',
    ownFault: 'Hopwise itself says',
  },
  ru: {
    party: 'Кто виноват',
    acts: 'Кто действует',
    lasts: 'Надолго ли',
    again: 'Повтор',
    sentBy: 'Кто отправляет',
    log: 'В журнале',
    content: 'Тело',
    noContent: 'не бывает',
    cache: 'Кэши',
    cacheable: 'могут хранить, даже если срок не указан',
    notCacheable: 'могут хранить, только если указан срок',
    mustNotBeStored: 'не должны хранить',
    formerly: 'Раньше назывался',
    alsoCalled: 'Другие имена',
    onTheWire: 'Код в ответе',
    specification: 'Где описан',
    withdrawn: 'Отозван',
    expires: 'Действует до',
    causes: 'Вероятные причины, начиная с самой частой',
    next: 'Что делать',
    fields: 'Заголовки',
    crawlers: 'Поисковики',
    constants: 'В коде программ',
    evidence: 'Почему именно это',
    together: 'Вместе с этим',
    others: 'Другие значения того же числа',
    elsewhere: 'То же число в других местах',
    signs: 'приметы',
    marks: 'Следы в ответе',
    decide: 'Заголовки ответа скажут больше',
    more: 'Подробнее',
    moreAboutOne: 'Подробнее об одном',
    afterwards: 'затем',
    automatic: 'сами повторяют',
    nobodySends: 'Кто мог бы прислать такой код, неизвестно.',
    onlyKnown:
      'Другие значения неизвестны, но в реестре такого числа нет: кто-то мог взять его и для своего.',
    treatedAs: 'По первой цифре его понимают так же, как',
    fault: 'ошибка Hopwise',
    stopped: 'На каком шаге',
    status: 'Код состояния',
    page: 'Страница на прокси',
    ownFault: 'Сам Hopwise сообщает',
  },
}
