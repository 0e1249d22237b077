import type { DigestAlgorithm, DigestName, DigestSecret, DigestStore } from '../credential-store.ts'
import { DIGEST_HASHES } from '../digest/algorithm.ts'
import { userhashOf } from '../digest/response.ts'
import { type HtdigestEntry, parseHtdigest } from '../password/htdigest.ts'
import { Secret } from '../secret.ts'
import { type FollowOptions, followFile, type Reading } from './followed-file.ts'
import { describeHtdigestFileProblem, type HtdigestFileProblem } from './htdigest-file-problem.ts'
import { TOOLS } from './tools.ts'

/** An htdigest file, read again whenever it changes. */
export interface HtdigestFile extends DigestStore {
  readonly path: string
  find(name: DigestName, realm: string, algorithm: DigestAlgorithm): DigestSecret
  /** Of all realms and algorithms, each user once. */
  userCount(): number
  /** The realms there are secrets for, so that somebody can be told when it is not the one served. */
  realms(): readonly string[]
  /** What is wrong with the file as it was last read. */
  problems(): readonly HtdigestFileProblem[]
  /** Tells of every later reading that changed the users or the problems. */
  onReload(listener: () => void): void
  close(): void
}

/** The file cannot serve as an htdigest file at all: nobody could log in. */
export class HtdigestFileError extends Error {
  override readonly name = 'HtdigestFileError'
  readonly path: string
  readonly problems: readonly HtdigestFileProblem[]

  constructor(path: string, problems: readonly HtdigestFileProblem[]) {
    super(problems.map((problem) => describeHtdigestFileProblem(path, problem)).join('\n'))
    this.path = path
    this.problems = problems
  }
}

/**
 * Opens an htdigest file and keeps up with it. A later reading that fails as a whole leaves the users as
 * they were and is a problem; a line that is unusable loses its own user only.
 *
 * @throws {HtdigestFileError} when the first reading fails as a whole
 */
export async function openHtdigestFile(
  path: string,
  options: FollowOptions = {},
): Promise<HtdigestFile> {
  const opened = await followFile(path, readTable, options)
  if (opened.kind === 'failed') throw new HtdigestFileError(path, opened.problems)
  const { file } = opened
  return {
    path,
    name: 'htdigest',
    version: () => file.version(),
    find: (name, realm, algorithm) => findIn(file.value(), name, realm, algorithm),
    userCount: () => file.value().userCount,
    realms: () => file.value().realms,
    problems: () => file.problems(),
    onReload: (listener) => file.onReload(listener),
    close: () => file.close(),
  }
}

interface Table {
  readonly byName: ReadonlyMap<string, DigestSecret>
  readonly byUserhash: ReadonlyMap<string, DigestSecret>
  readonly userCount: number
  readonly realms: readonly string[]
}

function findIn(
  table: Table,
  name: DigestName,
  realm: string,
  algorithm: DigestAlgorithm,
): DigestSecret {
  const found =
    name.kind === 'plain'
      ? table.byName.get(`${algorithm}:${realm}:${name.username}`)
      : table.byUserhash.get(`${algorithm}:${realm}:${name.userhash}`)
  return found ?? UNKNOWN
}

function readTable(octets: Uint8Array): Reading<Table, HtdigestFileProblem> {
  const { entries, problems } = parseHtdigest(octets)
  if (entries.length > 0) return { kind: 'read', value: tableOf(entries), problems }
  if (problems.length > 0) return { kind: 'failed', problems }
  return { kind: 'read', value: tableOf([]), problems: [{ kind: 'no-users' }] }
}

/** No realm has a colon, so that no two keys are the same. */
function tableOf(entries: readonly HtdigestEntry[]): Table {
  const byName = new Map<string, DigestSecret>()
  const byUserhash = new Map<string, DigestSecret>()
  for (const { username, realm, algorithm, ha1 } of entries) {
    const secret = { kind: 'found', user: username, username, ha1: new Secret(ha1) } as const
    const userhash = userhashOf(TOOLS, DIGEST_HASHES[algorithm], username, realm)
    byName.set(`${algorithm}:${realm}:${username}`, secret)
    byUserhash.set(`${algorithm}:${realm}:${userhash}`, secret)
  }
  return {
    byName,
    byUserhash,
    userCount: new Set(entries.map(({ username }) => username)).size,
    realms: [...new Set(entries.map(({ realm }) => realm))],
  }
}

const UNKNOWN: DigestSecret = { kind: 'unknown-user' }
