import type { Explanation } from '@hopwise/journal'
import type { Destination } from './destination.ts'
import { html, type Markup, NOTHING } from './markup.ts'
import type { Words } from './words.ts'

/**
 * The way of the request as a drawing: the reader, this proxy, the site, and where it stopped. It
 * answers the first question about any error, whose it is, before a word is read.
 */
export function way(
  { phase }: Pick<Explanation, 'phase'>,
  destination: Destination,
  proxyName: string,
  { pages: { fault } }: Words,
): Markup {
  const end = destination.isProxy ? 'proxy' : ENDS[phase]
  return html`<ol class="way" aria-label="${fault.way}">
${stop('', fault.you, fault.youNote)}
${stop(PROXY_CLASS[end], proxyName, fault.proxyNote)}
${destination.isProxy ? NOTHING : stop(end === 'site' ? 'here' : 'ahead', destination.site || fault.site, fault.siteNotes[phase])}
</ol>`
}

function stop(state: string, name: string, note: string): Markup {
  return html`<li class="${state}"><b>${breakable(name)}</b> <span>${note}</span><i></i></li>`
}

/** A long host name is broken where it has dots, rather than anywhere. */
function breakable(name: string): Markup {
  const labels = name.split('.')
  return html`${labels.map((label, i) => (i === 0 ? html`${label}` : html`<wbr>.${label}`))}`
}

/** How far a request that stopped in a phase had come. */
const ENDS = {
  receive: 'proxy',
  authenticate: 'proxy',
  authorize: 'proxy',
  route: 'between',
  connect: 'between',
  forward: 'site',
  relay: 'site',
} as const satisfies { readonly [P in Explanation['phase']]: string }

const PROXY_CLASS = { proxy: 'here', between: 'cut', site: '' } as const
