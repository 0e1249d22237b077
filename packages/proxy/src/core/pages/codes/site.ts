import type { CodeLanguage } from './code-language.ts'

/** Where the pages of the registry lie: below the proxy's address, or in a folder of files. */
export interface Site {
  /**
   * Reference from any page of one language to a page.
   * @param name see `page-names.ts`; `index` is the first page
   */
  href(name: string, language: CodeLanguage): string
  /** Whether the proxy's own fault reference is there to be linked. */
  readonly hasFaults: boolean
}

/** Files that work wherever they are put, opened by `file:` too: English on top, `ru/` below it. */
export function staticSite(here: CodeLanguage): Site {
  return {
    hasFaults: false,
    href: (name, language) => {
      const folder = here === language ? '' : language === 'ru' ? 'ru/' : '../'
      return `${folder}${name}.html`
    },
  }
}

/**
 * Below `/codes` of the proxy.
 * @param chosen the language that the address asks for; the others go by `Accept-Language`
 */
export function proxySite(here: CodeLanguage, chosen: CodeLanguage | undefined): Site {
  return {
    hasFaults: true,
    href: (name, language) => {
      const path = name === 'index' ? '/codes' : `/codes/${name}`
      return chosen === undefined && language === here ? path : `${path}?lang=${language}`
    },
  }
}
