import { OWN_ORIGIN } from '../route.ts'
import type { About } from './about.ts'
import type { Form } from './choose-form.ts'
import { mark } from './document.ts'
import { fact } from './fact.ts'
import { html, type Markup } from './markup.ts'
import type { Page } from './page.ts'
import { rendered } from './rendering.ts'
import type { Visitor } from './visitor.ts'
import type { Words } from './words.ts'

type Known = Extract<Visitor, { kind: 'known' }>

/** `/` for somebody who came through the proxy: who they are to it, and what applies to them. */
export function selfPage(visitor: Known, form: Form, about: About, words: Words): Page {
  const { user, scheme, client, rules } = visitor
  const proxy = { name: about.proxyName, address: about.proxyAddress }
  const errors = `http://${OWN_ORIGIN}/errors`
  return rendered(
    form,
    {
      title: `${words.pages.self.title(user)} - Hopwise`,
      html: () => content(visitor, about, words),
      json: () => ({ user, scheme, client, rules, proxy, exchange: about.exchange, errors }),
      plain: () => lines(visitor, about, words),
    },
    words,
  )
}

function content(visitor: Known, about: About, { journal, pages }: Words): Markup {
  const { self, welcome } = pages
  const rules = visitor.rules.length === 0 ? [self.noRules] : visitor.rules
  return html`<p class="from">${mark()}<span>${about.proxyName}</span></p>
<h1>${self.title(visitor.user)}</h1>
<p class="lede">${self.lede(about.proxyName)}</p>
<dl class="facts">
${fact(self.scheme, visitor.scheme)}${fact(self.client, visitor.client)}${fact(self.address, about.proxyAddress)}${fact(journal.labels.exchange, about.exchange)}</dl>
<h2>${self.rules}</h2>
<ul class="plain">
${rules.map((rule) => html`<li>${rule}</li>\n`)}</ul>
<h2>${welcome.errors}</h2>
<p><a href="/errors">${welcome.errorsNote}</a></p>`
}

function lines(visitor: Known, about: About, { journal, pages }: Words): readonly string[] {
  const { self, welcome } = pages
  const rules = visitor.rules.length === 0 ? [self.noRules] : visitor.rules
  return [
    `${self.title(visitor.user)}.`,
    `${self.scheme}: ${visitor.scheme}`,
    `${self.client}: ${visitor.client}`,
    `${self.proxy}: ${about.proxyName}, ${about.proxyAddress}`,
    `${self.rules}:`,
    ...rules.map((rule) => `  - ${rule}`),
    `${journal.labels.exchange}: ${about.exchange}`,
    `${welcome.errors}: http://${OWN_ORIGIN}/errors`,
  ]
}
