import type { Explanation } from '@hopwise/journal'
import type { About } from './about.ts'
import { destinationOf } from './destination.ts'
import { documentPage, mark } from './document.ts'
import { english } from './english.ts'
import { fact } from './fact.ts'
import { html, type Markup, NOTHING } from './markup.ts'
import type { Page } from './page.ts'
import { filled } from './placeholders.ts'
import { prose } from './prose.ts'
import { shortened } from './shortened.ts'
import { signIn } from './sign-in.ts'
import { way } from './way.ts'
import type { Words } from './words.ts'

/** A fault as a page for a person: what, whose, what now; then the particulars to quote. */
export function faultDocument(explanation: Explanation, about: About, words: Words): Page {
  const { status, title } = explanation
  const { labels } = words.journal
  const next = filled(explanation.next, about)
  const content = html`${madeBy(about, words)}
<p class="status"><b>${status}</b> <span>${english(explanation.reasonPhrase, words)}</span></p>
<h1>${title}</h1>
<p class="lede">${explanation.happened}</p>
${way(explanation, destinationOf(about.target), about.proxyName, words)}
<h2>${labels.next}</h2>
${asksToSignIn(explanation) ? html`<p>${words.pages.fault.signInBrowser}</p>` : NOTHING}
<p>${prose(next)}</p>
${asksToSignIn(explanation) ? signIn(about, next, words) : NOTHING}
<dl class="facts">
${fact(labels.act, explanation.act)}${fact(labels.lasts, explanation.lasts)}${fact(labels.detail, explanation.detail === '' ? '' : english(explanation.detail, words))}</dl>
${particulars(explanation, about, words)}`
  return documentPage({ language: words.language, title: `${status} ${title}` }, content)
}

function madeBy({ proxyName, target, relay }: About, { pages }: Words): Markup {
  const { site, isProxy } = destinationOf(target)
  const says = relay === undefined ? pages.fault.madeByProxy : pages.relay.madeBy
  return html`<p class="from">${mark()}<span>${says(proxyName, isProxy ? '' : site)}</span></p>`
}

/** What an operator needs to find this very exchange. */
function particulars(
  { code, status }: Explanation,
  about: About,
  { journal, pages }: Words,
): Markup {
  const { labels } = journal
  const url = `${about.proxyAddress}/errors/${code}`
  const reference = html`<b>${code}</b> <a href="${url}">${labels.more}</a>`
  const meaning = html`<a href="${about.proxyAddress}/codes/${status}">${pages.fault.aboutStatus(status)}</a>`
  return html`<dl class="facts id">
${fact(pages.fault.target, shortened(about.target, TARGET_MAX))}${fact(pages.fault.proxy, about.proxyName)}${fact(labels.exchange, html`<b>${about.exchange}</b>`)}${fact(labels.status, meaning)}${fact(labels.fault, reference)}</dl>`
}

function asksToSignIn({ status, party }: Explanation): boolean {
  return status === 407 && party === 'client'
}

/** Enough to recognise it; the whole is in the journal. */
const TARGET_MAX = 180
