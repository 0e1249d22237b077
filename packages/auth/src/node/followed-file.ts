import { hash } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { fileReason } from './file-reason.ts'
import { readSettled, type SettledFile, signatureOf } from './read-settled.ts'
import { watchFile } from './watch-file.ts'

export interface FollowOptions {
  /** How often the file is looked at where no change is reported. */
  readonly pollMs?: number
  /** For how long the file must have been left alone before it is read. */
  readonly settleMs?: number
}

/** Something about a file of secrets that its owner should know, whatever is in it. */
export type FileProblem =
  | { readonly kind: 'file-unreadable'; readonly detail: string }
  | {
      readonly kind: 'readable-by-others' | 'writable-by-others'
      /** Its mode, in octal. */
      readonly detail: string
    }

/** What could be made of the octets. `failed`: nothing at all; what was there before stays. */
export type Reading<T, P> =
  | { readonly kind: 'read'; readonly value: T; readonly problems: readonly P[] }
  | { readonly kind: 'failed'; readonly problems: readonly P[] }

/** A file of secrets that is read again whenever it changes. */
export interface FollowedFile<T, P> {
  /** Of the latest reading that did not fail as a whole. */
  value(): T
  /** Another number with every new value. */
  version(): number
  /** What is wrong with the file as it was last read. */
  problems(): readonly (P | FileProblem)[]
  /** Tells of every later reading that changed the value or the problems. */
  onReload(listener: () => void): void
  close(): void
}

export type Opened<T, P> =
  | { readonly kind: 'opened'; readonly file: FollowedFile<T, P> }
  | { readonly kind: 'failed'; readonly problems: readonly (P | FileProblem)[] }

/**
 * Opens a file of secrets and keeps up with it. A later reading that fails as a whole (the file is
 * gone, unreadable, or nothing can be made of it) leaves the value as it was and is a problem.
 *
 * @param read makes a value of the octets; must not throw
 */
export async function followFile<T, P>(
  path: string,
  read: (octets: Uint8Array) => Reading<T, P>,
  options: FollowOptions = {},
): Promise<Opened<T, P>> {
  const { pollMs = POLL_MS, settleMs = SETTLE_MS } = options
  const first = await load(path, read, settleMs)
  if (first.kind === 'failed') return first
  return { kind: 'opened', file: follow(path, read, first, pollMs, settleMs) }
}

function follow<T, P>(
  path: string,
  read: (octets: Uint8Array) => Reading<T, P>,
  first: Extract<Loaded<T, P>, { kind: 'loaded' }>,
  pollMs: number,
  settleMs: number,
): FollowedFile<T, P> {
  const listeners: (() => void)[] = []
  let { state, problems } = first
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
    if (state.isCertain && (await currentSignature(path)) === state.signature) return
    const loaded = await load(path, read, settleMs)
    if (isClosed) return
    const isNew = loaded.kind === 'loaded' && loaded.state.content !== state.content
    const areNewProblems = JSON.stringify(loaded.problems) !== JSON.stringify(problems)
    problems = loaded.problems
    // Of a failed reading the next look must not think that all is known.
    state = loaded.kind === 'loaded' ? loaded.state : { ...state, isCertain: false }
    if (isNew) version++
    if (isNew || areNewProblems) for (const listener of listeners) listener()
  }

  const stopWatching = watchFile(path, pollMs, () => void look())

  return {
    value: () => state.value,
    version: () => version,
    problems: () => problems,
    onReload: (listener) => void listeners.push(listener),
    close() {
      isClosed = true
      stopWatching()
    },
  }
}

interface State<T> {
  readonly value: T
  /** Hash of the octets: whether a reading brought anything new. */
  readonly content: string
  readonly signature: string
  readonly isCertain: boolean
}

type Loaded<T, P> =
  | {
      readonly kind: 'loaded'
      readonly state: State<T>
      readonly problems: readonly (P | FileProblem)[]
    }
  | { readonly kind: 'failed'; readonly problems: readonly (P | FileProblem)[] }

async function load<T, P>(
  path: string,
  read: (octets: Uint8Array) => Reading<T, P>,
  settleMs: number,
): Promise<Loaded<T, P>> {
  let file: SettledFile
  try {
    file = await readSettled(path, { octetsMax: OCTETS_MAX, settleMs })
  } catch (error) {
    return { kind: 'failed', problems: [{ kind: 'file-unreadable', detail: fileReason(error) }] }
  }
  const reading = read(file.octets)
  const problems = [...modeProblems(file.mode), ...reading.problems]
  if (reading.kind === 'failed') return { kind: 'failed', problems }
  const { signature, isCertain } = file
  const content = hash('sha256', file.octets, 'base64')
  return {
    kind: 'loaded',
    state: { value: reading.value, content, signature, isCertain },
    problems,
  }
}

/** Hashes are worth guessing at: nobody but their owner, or a group made for it, should read them. */
function modeProblems(mode: number): FileProblem[] {
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

const POLL_MS = 2000
const SETTLE_MS = 50
/** A hundred thousand users and more; a larger table belongs in a database. */
const OCTETS_MAX = 8_388_608
