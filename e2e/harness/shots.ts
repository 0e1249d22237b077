import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Scope } from './scope.ts'
import { tempDir } from './temp-dir.ts'

/** Where screenshots go: the directory that `E2E_SHOTS` names, to be looked at, or one that is removed. */
export async function shotsDir(scope: Scope): Promise<string> {
  const dir = process.env['E2E_SHOTS'] ?? join(await tempDir(scope), 'shots')
  await mkdir(dir, { recursive: true })
  return dir
}
