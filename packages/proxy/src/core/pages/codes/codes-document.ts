import { documentPage, mark } from '../document.ts'
import { html, type Markup } from '../markup.ts'
import type { Page } from '../page.ts'
import { otherLanguage } from './code-language.ts'
import { CODES_STYLESHEET } from './codes-stylesheet.ts'
import { inOtherLanguage, type Scene } from './scene.ts'
import { SEARCH_SCRIPT, SEARCH_SCRIPT_HASH } from './search-script.ts'

/** One page of the registry: where it is, what stands on it. */
export function codesDocument(
  { name, title }: { readonly name: string; readonly title: string },
  content: Markup,
  scene: Scene,
): Page {
  return documentPage(
    {
      language: scene.language,
      title: name === 'index' ? `${title} - Hopwise` : `${title} - ${scene.phrases.title}`,
      style: CODES_STYLESHEET,
      script: { text: SEARCH_SCRIPT, hash: SEARCH_SCRIPT_HASH },
    },
    html`${bar(name, scene)}
${content}`,
  )
}

function bar(name: string, scene: Scene): Markup {
  const { phrases, site, language } = scene
  const other = otherLanguage(language)
  const first = site.href('index', language)
  const home =
    name === 'index' ? html`<span>Hopwise</span>` : html`<a href="${first}">${phrases.all}</a>`
  const search =
    name === 'index'
      ? html``
      : html`<a rel="search" href="${first}#search">${phrases.search.open}</a> `
  return html`<header class="from bar">${mark()}${home}<nav>${search}<a lang="${other}" hreflang="${other}" rel="alternate" href="${inOtherLanguage(scene, name)}">${phrases.otherLanguage}</a></nav></header>`
}
