import type { StatusClass } from '@hopwise/status/all'
import type { CodeLanguage } from './code-language.ts'
import { CODE_PHRASES_EN } from './code-phrases-en.ts'
import { CODE_PHRASES_RU } from './code-phrases-ru.ts'

/** What there is to be found. */
export interface Counts {
  readonly numbers: number
  /** Of these numbers; one may have several. */
  readonly meanings: number
  /** Rows that are no status code. */
  readonly others: number
  readonly sources: number
}

/** The fixed words of the registry's pages; the words for values in the data are in the registry. */
export interface CodePhrases {
  readonly title: string
  readonly lede: (counts: Counts) => string
  /** Link to the first page. */
  readonly all: string
  readonly search: {
    readonly label: string
    readonly open: string
    readonly hint: string
    /** `{n}` stands for a number. */
    readonly found: string
    readonly nothing: string
  }
  /** The name of the other language in that language. */
  readonly otherLanguage: string
  readonly classes: { readonly [C in StatusClass]: string }
  readonly bySource: string
  readonly bySourceNote: string
  readonly meaningsOf: (count: number) => string
  readonly elsewhere: string
  readonly elsewhereNote: (name: string) => string
  readonly severalNote: string
  readonly causes: string
  readonly next: string
  readonly tellApart: string
  readonly nothingTells: string
  readonly details: string
  readonly finer: string
  readonly finerNote: (code: number) => string
  readonly inCode: string
  readonly faults: (status: number) => string
  readonly unknown: (code: string) => string
  readonly unknownNote: (code: string, treatAs: number) => string
  readonly facts: {
    readonly party: string
    readonly acts: string
    readonly lasts: string
    readonly retry: string
    readonly emitter: string
    readonly wire: string
    readonly neverSent: string
    readonly fields: string
    readonly content: string
    readonly log: string
    readonly crawlers: string
    readonly formerNames: string
    readonly alsoWritten: string
    readonly specification: string
    readonly standing: string
  }
  readonly content: {
    readonly body: string
    readonly noBody: string
    readonly cacheable: string
    readonly notCacheable: string
    readonly mustNotBeStored: string
  }
  readonly untilDay: (day: string) => string
  readonly afterwards: string
  readonly clues: {
    /** The marks themselves follow. */
    readonly product: (name: string) => string
    readonly field: string
    readonly fieldThere: string
    readonly begins: string
    readonly is: string
    readonly contains: string
    readonly matches: string
    readonly body: string
    readonly or: string
    readonly reason: string
    readonly logOnly: string
    readonly log: string
    readonly client: string
    readonly weak: string
  }
  /** Conditions of field rules as the data has them, in this language; a missing one stays as it is. */
  readonly conditions: Readonly<Record<string, string>>
}

export function codePhrases(language: CodeLanguage): CodePhrases {
  return PHRASES[language]
}

const PHRASES: { readonly [L in CodeLanguage]: CodePhrases } = {
  en: CODE_PHRASES_EN,
  ru: CODE_PHRASES_RU,
}
