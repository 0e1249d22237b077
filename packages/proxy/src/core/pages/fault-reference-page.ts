import { type Explanation, FAULTS, type FaultCode, type FaultRow, PHASES } from '@hopwise/journal'
import type { About } from './about.ts'
import type { Form } from './choose-form.ts'
import { mark } from './document.ts'
import { explained } from './explained.ts'
import { fact } from './fact.ts'
import { html, type Markup, NOTHING } from './markup.ts'
import type { Page } from './page.ts'
import { filled } from './placeholders.ts'
import { prose } from './prose.ts'
import { rendered } from './rendering.ts'
import { signIn } from './sign-in.ts'
import type { Words } from './words.ts'

/** `/errors/CODE`: everything that is known about a fault, whichever exchange met it. */
export function faultReferencePage(code: FaultCode, form: Form, about: About, words: Words): Page {
  const fault = explained(code, '', { exchange: '', relay: about.relay }, words)
  const next = filled(fault.next, { proxyAddress: about.proxyAddress, target: '' })
  const { title, status, party, phase, retry, happened, act, lasts, docs } = fault
  const proxyError = proxyErrorOf(code)
  return rendered(
    form,
    {
      title: `${title} - Hopwise`,
      html: () => content(fault, next, about, words),
      json: () => ({
        ...{ fault: code, type: docs, title, status, party, phase, retry, proxyError },
        ...{ happened, act, lasts, next },
      }),
      plain: () => [
        `${code}: ${title}`,
        `${happened} ${lasts}`,
        ...rows(fault, words).map(([label, value]) => `${label}: ${value}`),
        `${words.journal.labels.act}: ${act}`,
        `${words.journal.labels.next}: ${next}`,
      ],
    },
    words,
  )
}

function content(fault: Explanation, next: string, about: About, words: Words): Markup {
  const { labels } = words.journal
  const { reference } = words.pages
  return html`<p class="from">${mark()}<a href="/errors">${reference.all}</a></p>
<p class="status"><b>${fault.status}</b> <span>${fault.reasonPhrase || reference.neverSent}</span></p>
<h1>${fault.title}</h1>
<p class="lede">${fault.happened}</p>
<ol class="ways">${PHASES.map((phase) =>
    phase === fault.phase ? html`<li aria-current="step">${phase}</li>` : html`<li>${phase}</li>`,
  )}</ol>
<h2>${labels.next}</h2>
<p>${prose(next)}</p>
${fault.status === 407 && fault.party === 'client' ? signIn(about, next, words) : NOTHING}
<dl class="facts">
${fact(labels.act, fault.act)}${fact(labels.lasts, fault.lasts)}${rows(fault, words).map(([label, value]) => fact(label, value))}</dl>
<p><a href="/codes/${fault.status}">${words.pages.fault.aboutStatus(fault.status)}</a></p>`
}

function rows(
  fault: Explanation,
  { journal, pages }: Words,
): readonly (readonly [string, string])[] {
  const { labels } = journal
  const { reference } = pages
  return [
    [labels.fault, fault.code],
    [labels.status, `${fault.status} ${fault.reasonPhrase || `(${reference.neverSent})`}`],
    [labels.phase, fault.phaseWords],
    [labels.party, fault.partyWords],
    [reference.retry, fault.retryWords],
    [reference.proxyError, proxyErrorOf(fault.code) ?? reference.noProxyError],
    [reference.type, fault.docs],
  ]
}

/** RFC 9209 §2.3; absent where the registry has none that fits. */
function proxyErrorOf(code: FaultCode): string | undefined {
  const row: FaultRow = FAULTS[code]
  return row.proxyError
}
