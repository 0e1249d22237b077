import { command } from './command.ts'
import { html, type Markup } from './markup.ts'

/**
 * A sentence of the catalogue as HTML: what stands in backticks becomes code, and a whole command
 * gets a line of its own, so that it can be selected and copied as it is.
 */
export function prose(text: string): Markup {
  const pieces = text.split('`')
  return html`${pieces.map((piece, i) => {
    if (i % 2 === 0) return html`${i > 0 && isCommand(pieces[i - 1]!) ? unled(piece) : piece}`
    return isCommand(piece)
      ? html`<code class="cmd">${command(piece)}</code>`
      : html`<code>${piece}</code>`
  })}`
}

/** The commands in a sentence: code that begins with the name of a program. */
export function commandsIn(text: string): readonly string[] {
  return text.split('`').filter((piece, i) => i % 2 === 1 && isCommand(piece))
}

function isCommand(code: string): boolean {
  return /^[a-z]+ /.test(code)
}

/** After a line of its own, the comma that followed the command would begin the next one. */
function unled(text: string): string {
  return text.replace(/^[,;.]\s*/, '')
}
