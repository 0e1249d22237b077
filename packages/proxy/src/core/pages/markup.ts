/** HTML that is safe to send. Only `html` and `trusted` make it, so plain text is always escaped. */
export class Markup {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  toString(): string {
    return this.#text
  }
}

export type Content = string | number | Markup | readonly Markup[]

/** Template tag: what is interpolated is escaped, in text and in quoted attributes alike. */
export function html(parts: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  let text = parts[0]!
  contents.forEach((content, i) => {
    text += textOf(content) + parts[i + 1]!
  })
  return new Markup(text)
}

/** Text of ours that is markup already, such as a stylesheet. Never anything that came from outside. */
export function trusted(text: string): Markup {
  return new Markup(text)
}

export const NOTHING: Markup = trusted('')

function textOf(content: Content): string {
  if (typeof content === 'string') return escaped(content)
  if (typeof content === 'number') return String(content)
  return content instanceof Markup ? content.toString() : content.join('')
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
