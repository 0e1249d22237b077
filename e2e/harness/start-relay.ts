import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Scope } from './scope.ts'
import { type StartedProxy, startListening } from './start-proxy.ts'
import { tempDir } from './temp-dir.ts'
import { ALICE, type Credentials } from './users.ts'

/** `hopwise relay` in front of the proxy at this port, as alice unless said, for origins on loopback too. */
export async function startRelay(
  scope: Scope,
  port: number,
  { user, password }: Credentials = ALICE,
  ...more: readonly string[]
): Promise<StartedProxy> {
  const file = await passwordFile(scope, password)
  const login = ['--user', user, '--password-file', file]
  const to = ['--to', `http://127.0.0.1:${port}`, '--no-proxy', '']
  return await startListening(scope, ['relay', ...to, ...login, ...more], await tempDir(scope))
}

export async function passwordFile(scope: Scope, password: string): Promise<string> {
  const path = join(await tempDir(scope), 'password')
  await writeFile(path, `${password}\n`, { mode: 0o600 })
  return path
}
