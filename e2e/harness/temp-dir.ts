import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Scope } from './scope.ts'

/** A new empty directory that is gone when the scope ends. */
export async function tempDir(scope: Scope): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'hopwise-e2e-'))
  scope.after(() => rm(dir, { recursive: true, force: true, maxRetries: 3 }))
  return dir
}
