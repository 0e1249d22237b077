import { hash as digest } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { PasswordCheck, PasswordStore } from '../credential-store.ts'
import { chooseDecoy } from '../password/decoy.ts'
import { parseHtpasswd } from '../password/htpasswd.ts'
import type { PasswordHash } from '../password/password-hash.ts'
import type { Secret } from '../secret.ts'
import { describePasswordFileProblem, type PasswordFileProblem } from './password-file-problem.ts'
import { readSettled, type SettledFile, signatureOf } from './read-settled.ts'
import { createPasswordVerifier } from './verify-password.ts'
import { watchFile } from './watch-file.ts'

export interface PasswordFileOptions {
  /** How often the file is looked at where no change is reported. */
  readonly pollMs?: number
  /** For how long the file must have been left alone before it is read. */
  readonly settleMs?: number
}

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
  const { pollMs = POLL_MS, settleMs = SETTLE_MS } = options
  const first = await load(path, settleMs)
  if (first.kind === 'failed') throw new PasswordFileError(path, first.problems)

  const verifier = createPasswordVerifier()
  const listeners: (() => void)[] = []
  let table = first.table
  let problems = first.problems
  let version = 1
  let isClosed = false
  let isLooking = false
  let mustLook = false

  /** Called as often as anybody likes: one look at a time, and none is lost. */
  async function look(): Promise<void> {
    mustLook = true
    if (isLooking) return
    isLooking = true
    while (mustLook && !isClosed) {
      await delay(settleMs, undefined, { ref: false })
      mustLook = false
      await reload()
    }
    isLooking = false
  }

  async function reload(): Promise<void> {
    if (table.isCertain && (await currentSignature(path)) === table.signature) return
    const loaded = await load(path, settleMs)
    if (isClosed) return
    const isNewTable = loaded.kind === 'loaded' && loaded.table.content !== table.content
    const areNewProblems = JSON.stringify(loaded.problems) !== JSON.stringify(problems)
    problems = loaded.problems
    // Of a failed reading the next look must not think that all is known.
    table = loaded.kind === 'loaded' ? loaded.table : { ...table, isCertain: false }
    if (isNewTable) version++
    if (isNewTable || areNewProblems) for (const listener of listeners) listener()
  }

  const stopWatching = watchFile(path, pollMs, () => void look())

  return {
    path,
    name: 'htpasswd',
    version: () => version,
    userCount: () => table.users.size,
    problems: () => problems,
    onReload: (listener) => void listeners.push(listener),
    async check(username, password) {
      return await check(table, verifier.verify, username, password)
    },
    async close() {
      isClosed = true
      stopWatching()
      await verifier.close()
    },
  }
}

interface Table {
  readonly users: ReadonlyMap<string, PasswordHash>
  readonly decoy: PasswordHash | undefined
  /** Hash of the octets: whether a reading brought anything new. */
  readonly content: string
  readonly signature: string
  readonly isCertain: boolean
}

type Loaded =
  | {
      readonly kind: 'loaded'
      readonly table: Table
      readonly problems: readonly PasswordFileProblem[]
    }
  | { readonly kind: 'failed'; readonly problems: readonly PasswordFileProblem[] }

async function check(
  table: Table,
  verify: (hash: PasswordHash, password: Secret) => Promise<boolean>,
  username: string,
  password: Secret,
): Promise<PasswordCheck> {
  const known = table.users.get(username)
  const hash = known ?? table.decoy
  try {
    // Whoever is unknown is verified all the same, so that the time it takes tells nothing.
    const isRight = hash !== undefined && (await verify(hash, password))
    if (known === undefined) return { kind: 'unknown-user' }
    return isRight ? { kind: 'right', user: username } : { kind: 'wrong-password' }
  } catch (error) {
    return { kind: 'unavailable', detail: String(error) }
  }
}

async function load(path: string, settleMs: number): Promise<Loaded> {
  let file: SettledFile
  try {
    file = await readSettled(path, { octetsMax: OCTETS_MAX, settleMs })
  } catch (error) {
    return { kind: 'failed', problems: [{ kind: 'file-unreadable', detail: reasonOf(error) }] }
  }
  const { users, problems: lines } = parseHtpasswd(file.octets)
  const problems = [...modeProblems(file.mode), ...lines]
  if (users.size === 0 && lines.length > 0) return { kind: 'failed', problems }
  if (users.size === 0) problems.push({ kind: 'no-users' })
  const { signature, isCertain } = file
  const content = digest('sha256', file.octets, 'base64')
  const table = { users, decoy: chooseDecoy(users.values()), content, signature, isCertain }
  return { kind: 'loaded', table, problems }
}

/** Hashes are worth guessing at: nobody but their owner, or a group made for it, should read them. */
function modeProblems(mode: number): PasswordFileProblem[] {
  if (process.platform === 'win32') return []
  const detail = mode.toString(8).padStart(4, '0')
  if ((mode & 0o022) !== 0) return [{ kind: 'writable-by-others', detail }]
  if ((mode & 0o044) !== 0) return [{ kind: 'readable-by-others', detail }]
  return []
}

async function currentSignature(path: string): Promise<string | undefined> {
  try {
    return await signatureOf(path)
  } catch {
    // Why it cannot be looked at is told by the reading that follows.
    return undefined
  }
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  return code === undefined ? message : (REASONS[code] ?? code)
}

const REASONS: { readonly [code: string]: string | undefined } = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'a part of the path is no directory',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a directory',
  ELOOP: 'its links go round in a circle',
}

const POLL_MS = 2000
const SETTLE_MS = 50
/** A hundred thousand users and more; a larger table belongs in a database. */
const OCTETS_MAX = 8_388_608
