import { documentPage, mark } from '../document.ts'
import { html, type Markup } from '../markup.ts'
import type { Page } from '../page.ts'
import { otherLanguage } from './code-language.ts'
import { CODES_STYLESHEET } from './codes-stylesheet.ts'
import { inOtherLanguage, type Scene } from './scene.ts'
import { SEARCH_SCRIPT, SEARCH_SCRIPT_HASH } from './search-script.ts'
import type { Site } from './site.ts'

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
  return html`<header class="from bar">${mark()}${name === 'index' ? home(site) : back(scene)}<a lang="${other}" hreflang="${other}" rel="alternate" href="${inOtherLanguage(scene, name)}">${phrases.otherLanguage}</a></nav></header>`
}

function home({ hasFaults }: Site): Markup {
  return hasFaults ? html`<a href="/">Hopwise</a><nav>` : html`<span>Hopwise</span><nav>`
}

function back({ phrases, site, language }: Scene): Markup {
  const first = site.href('index', language)
  return html`<a href="${first}">${phrases.all}</a><nav><a rel="search" href="${first}#q">${phrases.search.open}</a> `
}
