import type { FaultCode } from '@hopwise/journal'
import { OWN_ORIGIN } from '../route.ts'
import type { About } from './about.ts'
import type { Form } from './choose-form.ts'
import { command } from './command.ts'
import { mark } from './document.ts'
import { html, type Markup, NOTHING } from './markup.ts'
import { ownAddress } from './own-address.ts'
import type { Page } from './page.ts'
import { prose } from './prose.ts'
import type { ParentFacts, RelayFacts } from './relay-facts.ts'
import { rendered } from './rendering.ts'
import { TOOLS, type Tool, toolSettings } from './tool-settings.ts'
import type { Visitor } from './visitor.ts'
import type { Words } from './words.ts'

/** `/` of a relay, opened itself or through itself: what it is, whether its parents work, how to use it. */
export function relayPage(
  relay: RelayFacts,
  visitor: Visitor,
  form: Form,
  about: About,
  words: Words,
): Page {
  const { title, lede } = words.pages.relay
  const parents = relay.parents()
  const { proxyName: name, proxyAddress: address } = about
  return rendered(
    form,
    {
      title: `${title} - Hopwise`,
      html: () => content(relay, parents, visitor, about, words),
      json: () => ({
        ...{ name: 'hopwise', kind: 'relay', description: lede, proxy: { name, address } },
        ...{ owner: relay.owner ?? null, script: relay.script ?? null, parents },
        try: tryIt(about),
        ...(visitor.kind === 'known' && { user: visitor.user, client: visitor.client }),
        ...{ settings: toolSettings(address, 'none'), errors: `${address}/errors` },
        codes: `${address}/codes`,
      }),
      plain: () => lines(relay, parents, about, words),
    },
    words,
  )
}

function content(
  relay: RelayFacts,
  parents: readonly ParentFacts[],
  visitor: Visitor,
  about: About,
  words: Words,
): Markup {
  const { relay: says, self, welcome } = words.pages
  return html`<p class="from">${mark()}<span>${about.proxyName}</span></p>
<h1>${says.title}</h1>
<p class="lede">${says.lede}</p>
<p>${whom(relay, words)}</p>
${visitor.kind === 'known' ? html`<p class="note">${self.client}: ${visitor.user}, ${visitor.client}</p>` : NOTHING}
<h2>${says.parents}</h2>
${relay.script === undefined ? NOTHING : html`<p>${says.script(relay.script, parents.length)}</p>\n`}<ul class="plain">
${parents.map((parent) => html`<li><code>${parent.address}</code>: ${state(parent, words)}</li>\n`)}</ul>
<h2>${welcome.tryIt}</h2>
<pre>${command(tryIt(about))}</pre>
<h2>${welcome.setUp}</h2>
<dl class="tools">
${TOOLS.map((tool) => setting(tool, about, words))}</dl>
<h2>${welcome.errors}</h2>
<p><a href="/errors">${welcome.errorsNote}</a></p>
<p><a href="/codes">${welcome.codesNote}</a></p>`
}

function state({ news }: ParentFacts, words: Words): Markup {
  if (news === 'not-asked' || news === 'works') return html`${words.pages.relay.states[news]}`
  return html`<a href="/errors/${news}">${titleOf(news, words)}</a>`
}

function setting(tool: Tool, about: About, { pages }: Words): Markup {
  const { host, port } = ownAddress(about.proxyAddress)
  const note = (pages.relay.notes[tool] ?? '').replace('{host}', host).replace('{port}', port)
  const code = toolSettings(about.proxyAddress, 'none')[tool]
  return html`<div><dt>${pages.tools[tool].name}</dt><dd>${note === '' ? NOTHING : html`<p>${prose(note)}</p>`}${code === '' ? NOTHING : html`<pre>${command(code)}</pre>`}</dd></div>\n`
}

function lines(
  relay: RelayFacts,
  parents: readonly ParentFacts[],
  about: About,
  words: Words,
): readonly string[] {
  const { relay: says, tools, welcome } = words.pages
  const { environment } = toolSettings(about.proxyAddress, 'none')
  return [
    `${says.title}. ${says.lede}`,
    whom(relay, words),
    '',
    `${says.parents}:`,
    ...(relay.script === undefined ? [] : [`  ${says.script(relay.script, parents.length)}`]),
    ...parents.map((parent) => `  ${parent.address}: ${stateLine(parent, words)}`),
    '',
    `${tools.environment.name}: ${says.notes.environment ?? ''}`,
    ...environment.split('\n').map((line) => `  ${line}`),
    '',
    `${welcome.errors}: ${about.proxyAddress}/errors`,
  ]
}

function stateLine({ news }: ParentFacts, words: Words): string {
  if (news === 'not-asked' || news === 'works') return words.pages.relay.states[news]
  return `${titleOf(news, words)} (${news})`
}

function titleOf(code: FaultCode, { pages, journal }: Words): string {
  return pages.relay.faults[code]?.title ?? journal.faults[code].title
}

function whom({ owner }: RelayFacts, { pages: { relay } }: Words): string {
  return owner === undefined ? relay.forAll : relay.forOwner(owner)
}

/** The virtual origin answers without any other network. */
function tryIt({ proxyAddress }: About): string {
  return `curl --proxy ${proxyAddress} http://${OWN_ORIGIN}/`
}
