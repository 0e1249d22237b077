import { chmod, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Printed } from './printed.ts'
import type { Scope } from './scope.ts'
import { type ListeningProcess, startProcess } from './start-proxy.ts'
import { tempDir } from './temp-dir.ts'

/** A proxy that runs by its configuration alone, in a directory with what that mentions. */
export interface ConfiguredProxy extends ListeningProcess {
  readonly directory: string
  /** Writes a file beside the configuration, readable by its owner alone. */
  write(name: string, text: string): Promise<void>
  /** Writes the configuration and waits until it holds, or until it is said not to. */
  configure(text: string): Promise<void>
}

/** @param config text of hopwise.yaml; its listeners are on port 0 */
export async function startConfigured(
  scope: Scope,
  config: string,
  files: Readonly<Record<string, string>> = {},
): Promise<ConfiguredProxy> {
  const directory = await tempDir(scope)
  // Put in its place whole: on a busy machine an emptied file may lie there long enough to be read.
  const write = async (name: string, text: string): Promise<void> => {
    const file = join(directory, name)
    await writeFile(`${file}.new`, text, { mode: 0o600 })
    await chmod(`${file}.new`, 0o600)
    await rename(`${file}.new`, file)
  }
  for (const [name, text] of Object.entries(files)) await write(name, text)
  await write('hopwise.yaml', config)
  const command = ['serve', '--config', join(directory, 'hopwise.yaml')]
  const started = await startProcess(scope, command, { HOME: directory }, /^data is kept in /m)
  const { stderr } = started
  return {
    ...started,
    directory,
    write,
    async configure(text) {
      const before = said(stderr)
      await write('hopwise.yaml', text)
      await stderr.until(new RegExp(`(?:${SAID.source}[^]*){${before + 1}}`, 'm'))
    },
  }
}

function said(stderr: Printed): number {
  return [...stderr.text().matchAll(new RegExp(SAID, 'gm'))].length
}

/** How a reading of the configuration ends, well or not. */
const SAID = /hopwise\.yaml: (?:read again, it holds|nothing was changed)/
