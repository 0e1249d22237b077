/**
 * Text that must not be seen: it does not print, does not serialise and does not inspect.
 * `reveal` is the one way to the text, so that a search for it finds every use.
 */
export class Secret {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  reveal(): string {
    return this.#text
  }

  toString(): string {
    return HIDDEN
  }

  toJSON(): string {
    return HIDDEN
  }

  // What `console.log` and `util.inspect` ask for; the symbol is global, so no import is needed.
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return HIDDEN
  }
}

const HIDDEN = '[secret]'
