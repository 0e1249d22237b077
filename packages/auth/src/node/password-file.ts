import type { PasswordCheck, PasswordStore } from '../credential-store.ts'
import { chooseDecoys, inTurn } from '../password/decoy.ts'
import { parseHtpasswd } from '../password/htpasswd.ts'
import type { PasswordHash } from '../password/password-hash.ts'
import type { Secret } from '../secret.ts'
import { type FollowOptions, followFile, type Reading } from './followed-file.ts'
import { describePasswordFileProblem, type PasswordFileProblem } from './password-file-problem.ts'
import { createPasswordVerifier } from './verify-password.ts'

export type PasswordFileOptions = FollowOptions

/** An htpasswd file, read again whenever it changes. */
export interface PasswordFile extends PasswordStore {
  readonly path: string
  userCount(): number
  /** What is wrong with the file as it was last read. */
  problems(): readonly PasswordFileProblem[]
  /** Tells of every later reading that changed the users or the problems. */
  onReload(listener: () => void): void
  close(): Promise<void>
}

/** The file cannot serve as a password file at all: nobody could log in. */
export class PasswordFileError extends Error {
  override readonly name = 'PasswordFileError'
  readonly path: string
  readonly problems: readonly PasswordFileProblem[]

  constructor(path: string, problems: readonly PasswordFileProblem[]) {
    super(problems.map((problem) => describePasswordFileProblem(path, problem)).join('\n'))
    this.path = path
    this.problems = problems
  }
}

/**
 * Opens an htpasswd file and keeps up with it. A later reading that fails as a whole (the file is
 * gone, unreadable, or has no usable line) leaves the users as they were and is a problem; a line that
 * is unusable loses its own user only.
 *
 * @throws {PasswordFileError} when the first reading fails as a whole
 */
export async function openPasswordFile(
  path: string,
  options: PasswordFileOptions = {},
): Promise<PasswordFile> {
  const opened = await followFile(path, readTable, options)
  if (opened.kind === 'failed') throw new PasswordFileError(path, opened.problems)
  const { file } = opened
  const verifier = createPasswordVerifier()
  return {
    path,
    name: 'htpasswd',
    version: () => file.version(),
    userCount: () => file.value().users.size,
    problems: () => file.problems(),
    onReload: (listener) => file.onReload(listener),
    async check(username, password) {
      return await check(file.value(), verifier.verify, username, password)
    },
    async close() {
      file.close()
      await verifier.close()
    },
  }
}

interface Table {
  readonly users: ReadonlyMap<string, PasswordHash>
  readonly decoys: readonly PasswordHash[]
}

async function check(
  table: Table,
  verify: (hash: PasswordHash, password: Secret) => Promise<boolean>,
  username: string,
  password: Secret,
): Promise<PasswordCheck> {
  const known = table.users.get(username)
  try {
    // Whoever is refused has cost the same, so that the time it takes tells nothing.
    for (const hash of inTurn(known, table.decoys)) {
      const isRight = await verify(hash, password)
      if (isRight && hash === known) return { kind: 'right', user: username }
    }
    return { kind: known === undefined ? 'unknown-user' : 'wrong-password' }
  } catch (error) {
    return { kind: 'unavailable', detail: String(error) }
  }
}

function readTable(octets: Uint8Array): Reading<Table, PasswordFileProblem> {
  const { users, problems } = parseHtpasswd(octets)
  if (users.size > 0) {
    return { kind: 'read', value: { users, decoys: chooseDecoys(users.values()) }, problems }
  }
  if (problems.length > 0) return { kind: 'failed', problems }
  return { kind: 'read', value: { users, decoys: [] }, problems: [{ kind: 'no-users' }] }
}
