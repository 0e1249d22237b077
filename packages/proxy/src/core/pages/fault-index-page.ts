import { docsUrl, FAULTS, type FaultCode, PHASES, type Phase } from '@hopwise/journal'
import { reasonPhrase } from '@hopwise/status'
import type { About } from './about.ts'
import type { Form } from './choose-form.ts'
import { mark } from './document.ts'
import { html, type Markup } from './markup.ts'
import type { Page } from './page.ts'
import { rendered } from './rendering.ts'
import type { Words } from './words.ts'

/** `/errors`: every fault, in the order of the phases in which a request can meet them. */
export function faultIndexPage(form: Form, about: About, words: Words): Page {
  const { title, lede, codes } = words.pages.reference
  const texts = words.journal.faults
  return rendered(
    form,
    {
      title: `${title} - Hopwise`,
      html: () => html`<p class="from">${mark()}<a href="/">${about.proxyName}</a></p>
<h1>${title}</h1>
<p class="lede">${lede}</p>
${PHASES.map((phase) => section(phase, words))}<p><a href="/codes">${codes}</a></p>`,
      json: () => ({
        faults: CODES.map((code) => {
          const { status, phase, party, retry } = FAULTS[code]
          const { title } = texts[code]
          return { fault: code, status, phase, party, retry, title, type: docsUrl(code) }
        }),
      }),
      plain: () => CODES.map((code) => `${FAULTS[code].status} ${code}  ${texts[code].title}`),
    },
    words,
  )
}

function section(phase: Phase, { journal }: Words): Markup {
  const codes = CODES.filter((code) => FAULTS[code].phase === phase)
  return html`<section class="steps">
<h2 id="${phase}">${phase} <span>${journal.phases[phase]}</span></h2>
<ul class="rows">
${codes.map((code) => row(code, journal.faults[code].title))}</ul>
</section>
`
}

function row(code: FaultCode, title: string): Markup {
  const { status } = FAULTS[code]
  return html`<li><b title="${reasonPhrase(status)}">${status}</b> <a href="/errors/${code}">${title}</a> <code>${code}</code></li>\n`
}

const CODES = Object.keys(FAULTS) as readonly FaultCode[]
