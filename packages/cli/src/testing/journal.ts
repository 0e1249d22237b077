import { join } from 'node:path'
import type { TestContext } from 'node:test'
import type { Entry } from '@hopwise/journal'
import { openJournal } from '@hopwise/store'
import { temporaryDirectory } from './scene.ts'

/** A data directory whose journal has these exchanges. */
export async function writtenJournal(t: TestContext, entries: readonly Entry[]): Promise<string> {
  const directory = temporaryDirectory(t)
  const journal = openJournal({
    file: join(directory, 'journal.db'),
    notify: ({ kind }) => {
      throw new Error(kind)
    },
  })
  for (const entry of entries) journal.write(Buffer.from(JSON.stringify(entry)), entry)
  await journal.close()
  return directory
}
