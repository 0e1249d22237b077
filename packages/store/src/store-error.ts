/** What can be wrong with a data directory or a database in it. Stable; the cli maps it to exit codes. */
export type StoreProblem =
  | 'not-a-directory'
  | 'not-writable'
  | 'missing'
  | 'in-use'
  | 'locked'
  | 'disk-full'
  | 'damaged'
  | 'newer-schema'
  | 'unreadable'

/** The message is one sentence for the operator: what, where, what to do. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
  readonly problem: StoreProblem
  readonly path: string

  constructor(
    problem: StoreProblem,
    path: string,
    message: string,
    options?: { readonly cause?: unknown },
  ) {
    super(message, options)
    this.problem = problem
    this.path = path
  }
}

/** The one place where foreign errors become ours: by code, never by message text. */
export function storeErrorFrom(error: unknown, path: string): StoreError {
  if (error instanceof StoreError) return error
  const problem = problemOf(error)
  if (problem === undefined) throw error
  return new StoreError(problem, path, SENTENCES[problem](path), { cause: error })
}

function problemOf(error: unknown): StoreProblem | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  if ('errcode' in error && typeof error.errcode === 'number') {
    if (error.errcode === SQLITE_IOERR_SHMSIZE) return 'disk-full'
    // The low byte is the primary result code: https://www.sqlite.org/rescode.html
    return SQLITE_PROBLEMS[error.errcode & 0xff] ?? 'unreadable'
  }
  return FILE_PROBLEMS[String(error.code)]
}

const SQLITE_PROBLEMS: { readonly [primaryCode: number]: StoreProblem } = {
  5: 'locked', // SQLITE_BUSY
  6: 'locked', // SQLITE_LOCKED
  8: 'not-writable', // SQLITE_READONLY
  10: 'unreadable', // SQLITE_IOERR
  11: 'damaged', // SQLITE_CORRUPT
  13: 'disk-full', // SQLITE_FULL
  14: 'not-writable', // SQLITE_CANTOPEN
  26: 'damaged', // SQLITE_NOTADB
}

/** The `-shm` file could not grow: what a full disk is at times, instead of SQLITE_FULL. */
const SQLITE_IOERR_SHMSIZE = 4874

const FILE_PROBLEMS: { readonly [code: string]: StoreProblem } = {
  ENOTDIR: 'not-a-directory',
  EACCES: 'not-writable',
  EPERM: 'not-writable',
  EROFS: 'not-writable',
  ENOENT: 'missing',
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EIO: 'unreadable',
  ENAMETOOLONG: 'not-writable',
}

const SENTENCES: { readonly [P in StoreProblem]: (path: string) => string } = {
  'not-a-directory': (path) =>
    `${path} is not a directory, and the data must be kept in one: name another with --data.`,
  'not-writable': (path) =>
    `${path} cannot be opened for writing by this user: change its permissions or name another directory with --data.`,
  missing: (path) =>
    `${path} does not exist: start the proxy once to create it, or name another directory with --data.`,
  'in-use': (path) =>
    `${path} is in use by another running proxy: stop that one or name another directory with --data.`,
  locked: (path) =>
    `${path} is locked by another program: wait until it has finished, or find it with "fuser ${path}".`,
  'disk-full': (path) => `The disk that holds ${path} is full: free some space and try again.`,
  damaged: (path) =>
    `${path} is damaged or not a database: move it away (its users or entries are lost with it) or restore a copy.`,
  'newer-schema': (path) => `${path} was written by a newer version of Hopwise: run that version.`,
  unreadable: (path) =>
    `${path} cannot be read or written because the disk reports an error: look at the system log.`,
}
