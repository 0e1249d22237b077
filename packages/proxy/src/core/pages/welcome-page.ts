import { OWN_ORIGIN } from '../route.ts'
import type { About } from './about.ts'
import type { Form } from './choose-form.ts'
import { command } from './command.ts'
import { mark } from './document.ts'
import { html, type Markup, NOTHING } from './markup.ts'
import { ownAddress } from './own-address.ts'
import type { Page } from './page.ts'
import { prose } from './prose.ts'
import { rendered } from './rendering.ts'
import { TOOLS, type Tool, toolSettings } from './tool-settings.ts'
import type { Words } from './words.ts'

/** `/` for somebody who opened the proxy itself: what this is, and how to use it. */
export function welcomePage(form: Form, about: About, words: Words): Page {
  const { welcome } = words.pages
  return rendered(
    form,
    {
      title: `${welcome.title} - Hopwise`,
      html: () => content(about, words),
      json: () => ({
        name: 'hopwise',
        description: welcome.lede,
        proxy: { name: about.proxyName, address: about.proxyAddress },
        credentials: welcome.credentials,
        try: tryIt(about),
        settings: toolSettings(about.proxyAddress),
        errors: `${about.proxyAddress}/errors`,
        codes: `${about.proxyAddress}/codes`,
      }),
      plain: () => lines(about, words),
    },
    words,
  )
}

function content(about: About, words: Words): Markup {
  const { welcome } = words.pages
  return html`<p class="from">${mark()}<span>${about.proxyName}</span></p>
<h1>${welcome.title}</h1>
<p class="lede">${welcome.lede}</p>
<p>${welcome.credentials}</p>
<h2>${welcome.tryIt}</h2>
<pre>${command(tryIt(about))}</pre>
<p class="note">${welcome.asksForPassword}</p>
<h2>${welcome.setUp}</h2>
<dl class="tools">
${TOOLS.map((tool) => setting(tool, about, words))}</dl>
<p class="note">${welcome.capitals} ${prose(words.pages.fault.specialCharacters)}</p>
<h2>${welcome.errors}</h2>
<p><a href="/errors">${welcome.errorsNote}</a></p>
<p><a href="/codes">${welcome.codesNote}</a></p>`
}

function setting(tool: Tool, about: About, { pages }: Words): Markup {
  const { name, note } = pages.tools[tool]
  const { host, port } = ownAddress(about.proxyAddress)
  const text = note.replace('{host}', host).replace('{port}', port)
  const code = toolSettings(about.proxyAddress)[tool]
  return html`<div><dt>${name}</dt><dd>${text === '' ? NOTHING : html`<p>${prose(text)}</p>`}${code === '' ? NOTHING : html`<pre>${command(code)}</pre>`}</dd></div>\n`
}

function lines(about: About, { pages: { welcome, tools } }: Words): readonly string[] {
  const { environment } = toolSettings(about.proxyAddress)
  return [
    welcome.lede,
    welcome.credentials,
    '',
    `${welcome.tryIt}:`,
    `  ${tryIt(about)}`,
    '',
    `${tools.environment.name}: ${tools.environment.note}`,
    ...environment.split('\n').map((line) => `  ${line}`),
    '',
    `${welcome.errors}: ${about.proxyAddress}/errors`,
  ]
}

/** The virtual origin answers without any other network. */
function tryIt({ proxyAddress }: About): string {
  return `curl --proxy ${proxyAddress} --proxy-user NAME http://${OWN_ORIGIN}/`
}
