import type { About } from './about.ts'
import { command } from './command.ts'
import { html, type Markup } from './markup.ts'
import { commandsIn, prose } from './prose.ts'
import { type Tool, toolSettings } from './tool-settings.ts'
import type { Words } from './words.ts'

/**
 * Where a name and password for the proxy are entered, in the programs that most people meet a 407
 * in. @param next the next step shown above: a program whose command it has is not shown twice
 */
export function signIn(about: About, next: string, { pages }: Words): Markup {
  const settings = toolSettings(about.proxyAddress)
  const shown = commandsIn(next).map((command) => command.split(' ')[0])
  const tools = WHERE.filter((tool) => !shown.includes(tool))
  return html`<h2>${pages.fault.signIn}</h2>
<dl class="tools">
${tools.map((tool) => html`<div><dt>${pages.tools[tool].name}</dt><dd><pre>${command(settings[tool])}</pre></dd></div>\n`)}</dl>
<p class="note">${prose(pages.fault.specialCharacters)}</p>`
}

const WHERE: readonly Tool[] = ['curl', 'environment', 'git', 'npm']
