import { ALL_SOURCES, ENTRIES, meaningsOf } from '@hopwise/status/all'
import type { About } from '../about.ts'
import { chooseForm, type Form } from '../choose-form.ts'
import { lookUpLanguage } from '../choose-language.ts'
import type { Page } from '../page.ts'
import { filled } from '../placeholders.ts'
import { CODE_LANGUAGES, type CodeLanguage } from './code-language.ts'
import { detailed, listed } from './code-lines.ts'
import { codePage } from './code-page.ts'
import { indexPage } from './index-page.ts'
import { numbersWithPages } from './numbers.ts'
import { proxyScene, type Scene } from './scene.ts'
import { sourcePage } from './source-page.ts'

/**
 * The registry as the proxy shows it: `/codes`, `/codes/407` and `/codes/SOURCE`; `undefined` where
 * there is no such page. `?lang=ru` wins over `Accept-Language`.
 * @param path with or without a query
 */
export function codesPage(path: string, about: About): Page | undefined {
  const [place = '', query = ''] = path.split('?', 2)
  const chosen = chosenLanguage(query)
  const language = chosen ?? lookUpLanguage(about.acceptLanguage, CODE_LANGUAGES) ?? 'en'
  const scene = proxyScene(language, chosen, (text) =>
    filled(text, { proxyAddress: about.proxyAddress, target: '' }),
  )
  const name = /^\/codes(?:\/([a-z0-9-]+))?\/?$/.exec(place)
  return name === null ? undefined : named(name[1] ?? 'index', chooseForm(about.accept), scene)
}

function named(name: string, form: Form, scene: Scene): Page | undefined {
  if (name === 'index') {
    if (form === 'html') return indexPage(scene)
    return listed(
      form,
      numbersWithPages().flatMap((code) => meaningsOf(code)),
      scene,
    )
  }
  if (/^\d{3}$/.test(name)) return numbered(Number(name), form, scene)
  const source = ALL_SOURCES.find((one) => one.source === name)
  if (source === undefined) return undefined
  if (form === 'html') return sourcePage(source, scene)
  return listed(
    form,
    ENTRIES.filter((entry) => entry.source === source),
    scene,
  )
}

function numbered(code: number, form: Form, scene: Scene): Page | undefined {
  const meanings = meaningsOf(code)
  // RFC 9110 §15: 100 to 999 can be sent, whoever knows them.
  if (code < 100 && meanings.length === 0) return undefined
  return form === 'html' ? codePage(code, scene) : detailed(form, code, scene)
}

function chosenLanguage(query: string): CodeLanguage | undefined {
  const [, wanted] = /(?:^|&)lang=([a-z]+)(?:&|$)/.exec(query) ?? []
  return CODE_LANGUAGES.find((language) => language === wanted)
}
