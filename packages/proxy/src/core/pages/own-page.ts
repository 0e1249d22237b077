import { FAULTS, type FaultCode } from '@hopwise/journal'
import type { About } from './about.ts'
import { chooseForm, type Form } from './choose-form.ts'
import { chooseLanguage } from './choose-language.ts'
import { faultIndexPage } from './fault-index-page.ts'
import { faultReferencePage } from './fault-reference-page.ts'
import type { Page } from './page.ts'
import { relayPage } from './relay-page.ts'
import { selfPage } from './self-page.ts'
import type { Visitor } from './visitor.ts'
import { welcomePage } from './welcome-page.ts'
import { type Words, wordsIn } from './words.ts'

/**
 * A page of the proxy's own, for GET: `/`, `/errors` and `/errors/CODE`. `undefined` where there is
 * none. The reference pages are for everybody: whoever gets a 407 has to be able to read about it.
 * @param path with or without a query
 */
export function ownPage(path: string, visitor: Visitor, about: About): Page | undefined {
  const form = chooseForm(about.accept)
  const words = wordsIn(chooseLanguage(about.acceptLanguage))
  const place = path.replace(/\?.*$/s, '').replace(/(?<=.)\/$/, '')
  if (place === '/') return homePage(visitor, about, form, words)
  if (place === '/errors') return faultIndexPage(form, about, words)
  const code = /^\/errors\/(\w+)$/.exec(place)?.[1]
  return code !== undefined && isFaultCode(code)
    ? faultReferencePage(code, form, about, words)
    : undefined
}

function homePage(visitor: Visitor, about: About, form: Form, words: Words): Page {
  if (about.relay !== undefined) return relayPage(about.relay, visitor, form, about, words)
  return visitor.kind === 'known'
    ? selfPage(visitor, form, about, words)
    : welcomePage(form, about, words)
}

function isFaultCode(text: string): text is FaultCode {
  return Object.hasOwn(FAULTS, text)
}
