import { resolve } from 'node:path'
import type { z } from 'zod'
import { parsedText } from './parsed-text.ts'

/** The path of a file or directory as it was written: it counts from where the configuration is. */
export class FilePath {
  readonly written: string

  constructor(written: string) {
    this.written = written
  }

  /** @param directory the configuration file's */
  from(directory: string): string {
    return resolve(directory, this.written)
  }

  toJSON(): string {
    return this.written
  }
}

export function filePath(): z.ZodType<FilePath> {
  return parsedText('write the path of a file, counted from where this file is', (text) =>
    text === '' || text.includes('\0') ? undefined : new FilePath(text),
  )
}
