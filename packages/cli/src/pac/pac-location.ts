import { resolve } from 'node:path'
import { describePacSource, parsePacSource } from '@hopwise/agent/hop'

/** Where a PAC script is, as it was written: a path counts from a directory. */
export class PacLocation {
  readonly #written: string

  /** @throws {TypeError} when no script can be there */
  constructor(written: string) {
    this.#written = written
    parsePacSource(this.from('/'))
  }

  /** For whoever reads the script: a URL, an absolute path or `wpad`. */
  from(directory: string): string {
    return isPath(this.#written) ? resolve(directory, this.#written) : this.#written
  }

  /** The path, where it is a file. */
  fileFrom(directory: string): string | undefined {
    const source = parsePacSource(this.from(directory))
    return source.kind === 'file' ? source.path : undefined
  }

  /** For messages: a path as it was written, a URL without its query, which may have a token in it. */
  get title(): string {
    return isPath(this.#written) ? this.#written : describePacSource(parsePacSource(this.#written))
  }

  toJSON(): string {
    return this.#written
  }
}

/** A scheme has two letters at least; `C:` is a drive. */
function isPath(text: string): boolean {
  return text.toLowerCase() !== 'wpad' && !/^[a-z][a-z0-9+.-]+:/i.test(text)
}
