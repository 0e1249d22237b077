import type { Party, Phase } from '@hopwise/journal'
import type { Tool } from '../tool-settings.ts'
import type { RelayPhrases } from './relay-phrases.ts'

/**
 * The fixed words of the pages in one language; what is said about each fault is in the journal's
 * catalogue. Backticks stand around what is typed.
 */
export interface Phrases {
  readonly fault: {
    /** That this page is not the site's. `site` is empty where nobody knows which one was meant. */
    readonly madeByProxy: (proxy: string, site: string) => string
    readonly way: string
    readonly you: string
    readonly youNote: string
    readonly proxyNote: string
    /** Stands for a site whose name is not known. */
    readonly site: string
    /** How far the request came towards the site when it stopped in a phase. */
    readonly siteNotes: { readonly [P in Phase]: string }
    readonly target: string
    /** Link to all that a status may mean, whoever sends it. */
    readonly aboutStatus: (status: number) => string
    readonly proxy: string
    readonly signIn: string
    readonly signInBrowser: string
    readonly specialCharacters: string
  }
  /** Where one line has no room for the next step. */
  readonly readMore: (url: string) => string
  /** The end of one line: what an operator asks for first. */
  readonly lineEnd: (fault: string, exchange: string) => string
  /** A sentence of the catalogue, then what exactly happened; that is English in every language. */
  readonly exactly: (happened: string, detail: string) => string
  readonly welcome: {
    readonly title: string
    readonly lede: string
    readonly credentials: string
    readonly tryIt: string
    readonly asksForPassword: string
    readonly setUp: string
    readonly capitals: string
    readonly errors: string
    readonly errorsNote: string
    readonly codesNote: string
  }
  readonly tools: {
    readonly [T in Tool]: {
      readonly name: string
      /** May be empty. `{host}` and `{port}` are the proxy's. */
      readonly note: string
    }
  }
  readonly relay: RelayPhrases
  readonly self: {
    readonly title: (user: string) => string
    readonly lede: (proxy: string) => string
    readonly scheme: string
    readonly client: string
    readonly proxy: string
    readonly address: string
    readonly rules: string
    readonly noRules: string
  }
  readonly reference: {
    readonly title: string
    readonly lede: string
    readonly all: string
    /** Link to the registry of status codes. */
    readonly codes: string
    readonly meaning: string
    readonly retry: string
    readonly proxyError: string
    readonly noProxyError: string
    readonly type: string
    /** For a status that is never sent. */
    readonly neverSent: string
    /** Whose fault it is, in a word or two for a table. */
    readonly parties: { readonly [P in Party]: string }
  }
}
