import { access, constants } from 'node:fs/promises'
import { fileReason } from '@hopwise/auth/node'
import type { ScriptVia } from '../config/sections/routes.ts'
import { type OpenedPac, openPac } from '../pac/open-pac.ts'
import type { Composing } from './composing.ts'
import { Unusable } from './unusable.ts'

/**
 * The script of a route. A file must be there; a server need not: what it gives is told, and it is asked
 * again while that is nothing.
 *
 * @throws {Unusable}
 */
export async function composeScript(
  { pac }: ScriptVia,
  path: readonly PropertyKey[],
  { places, takeScript, notify, nowMs, closeLater }: Composing,
): Promise<OpenedPac> {
  const file = pac.fileFrom(places.directory)
  if (file !== undefined) await checkReadable(file, path)
  const source = pac.from(places.directory)
  const opened = await (takeScript?.(source) ?? openPac(source, { notify, nowMs }))
  closeLater(opened)
  // Who only checks a configuration asks nobody.
  if (takeScript !== undefined) void opened.prepare()
  return opened
}

async function checkReadable(file: string, path: readonly PropertyKey[]): Promise<void> {
  try {
    await access(file, constants.R_OK)
  } catch (error) {
    throw new Unusable(path, `${file}: ${fileReason(error)}`)
  }
}
