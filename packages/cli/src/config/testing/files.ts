import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { temporaryDirectory } from '../../testing/scene.ts'

/** A directory with these files, readable by their owner alone. */
export function directoryWith(t: TestContext, files: Readonly<Record<string, string>>): string {
  const directory = temporaryDirectory(t)
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(directory, name), text)
    chmodSync(join(directory, name), 0o600)
  }
  return directory
}
