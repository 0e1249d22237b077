import { ALL_SOURCES } from '@hopwise/status/all'
import { CODE_LANGUAGES, type CodeLanguage } from './code-language.ts'
import { codePage } from './code-page.ts'
import { indexPage } from './index-page.ts'
import { numbersWithPages } from './numbers.ts'
import { numberPage } from './page-names.ts'
import { staticScene } from './scene.ts'
import { sourcePage } from './source-page.ts'

export interface StaticFile {
  /** Relative, with `/`. */
  readonly path: string
  readonly text: string
}

/** The registry as files that link to each other and to nothing else of ours, one at a time. */
export function* staticPages(): Generator<StaticFile> {
  for (const language of CODE_LANGUAGES) yield* pagesIn(language)
}

function* pagesIn(language: CodeLanguage): Generator<StaticFile> {
  const scene = staticScene(language)
  const file = (name: string, text: string): StaticFile => ({
    path: `${language === 'en' ? '' : `${language}/`}${name}.html`,
    text,
  })
  yield file('index', indexPage(scene).body)
  for (const code of numbersWithPages()) yield file(numberPage(code), codePage(code, scene).body)
  for (const source of ALL_SOURCES) yield file(source.source, sourcePage(source, scene).body)
}
