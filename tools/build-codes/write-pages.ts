import fs from 'node:fs/promises'
import path from 'node:path'

export interface TextFile {
  /** Relative to the folder, with `/`. */
  readonly path: string
  readonly text: string
}

/**
 * Writes files into a folder, which is made if need be; what else lies in it stays.
 * @returns how many
 */
export async function writePages(folder: string, files: Iterable<TextFile>): Promise<number> {
  let written = 0
  for (const { path: name, text } of files) {
    const file = path.join(folder, ...name.split('/'))
    await fs.mkdir(path.dirname(file), { recursive: true })
    await fs.writeFile(file, text)
    written++
  }
  return written
}
