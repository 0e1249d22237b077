import { readFile } from 'node:fs/promises'
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTHeaderParameters } from 'jose'
import { connectTokenServer, type TokenServer, type TokenServerOptions } from './token-server.ts'

/** Where the public keys are that tokens are signed with: a JWK Set (RFC 7517 §5). */
export type KeySource = { readonly file: string } | TokenServerOptions

export interface TokenKeysOptions {
  readonly source: KeySource
  /** A clock that never goes back, in milliseconds. */
  readonly steadyMs?: () => number
  /** After so long the keys are fetched again before they are used. */
  readonly maxAgeMs?: number
  /** For so long keys are used although fetching them again fails. */
  readonly staleMs?: number
  /** So long at least is between two fetches, whatever tokens arrive; after a failed one, five seconds. */
  readonly cooldownMs?: number
}

export type TokenKey = Awaited<ReturnType<ReturnType<typeof createLocalJWKSet>>>

export type FoundKeys =
  /** More than one only when neither the token nor the keys say which. */
  | { readonly kind: 'found'; readonly keys: readonly TokenKey[] }
  | { readonly kind: 'none'; readonly forOperator: string }
  | { readonly kind: 'unavailable'; readonly detail: string }

export interface TokenKeys {
  /** Another number whenever the keys have changed. */
  version(): number
  /** The key that a token says it is signed with. A key that is not known is looked for anew, once. */
  find(header: JWTHeaderParameters): Promise<FoundKeys>
  close(): void
}

/** @throws {RangeError} for a URL that cannot be asked */
export function createTokenKeys(options: TokenKeysOptions): TokenKeys {
  return new FetchedKeys(options)
}

class FetchedKeys implements TokenKeys {
  readonly #options: Required<TokenKeysOptions>
  readonly #server: TokenServer | undefined
  #set: KeySet | undefined
  #version = 0
  #problem = 'the keys have not been fetched yet'
  #notBeforeMs = Number.NEGATIVE_INFINITY
  #fetching: Promise<void> | undefined

  constructor(options: TokenKeysOptions) {
    const { source } = options
    const times = 'file' in source ? FILE_TIMES : URL_TIMES
    this.#options = { steadyMs: () => performance.now(), ...times, ...options }
    this.#server = 'file' in source ? undefined : connectTokenServer(source)
  }

  version(): number {
    return this.#version
  }

  async find(header: JWTHeaderParameters): Promise<FoundKeys> {
    if (this.#ageMs() >= this.#options.maxAgeMs) await this.#fetchUnlessJustTried()
    const set = this.#usable()
    if (set === undefined) return { kind: 'unavailable', detail: this.#problem }
    const found = await match(set, header)
    if (found.kind !== 'none') return found
    await this.#fetchUnlessJustTried()
    const fetched = this.#usable()
    return fetched === undefined || fetched === set ? found : match(fetched, header)
  }

  #ageMs(): number {
    return this.#set ? this.#options.steadyMs() - this.#set.fetchedMs : Number.POSITIVE_INFINITY
  }

  #usable(): KeySet | undefined {
    return this.#ageMs() < this.#options.staleMs ? this.#set : undefined
  }

  /** Tokens with invented key ids must not make us a means to flood the issuer. */
  #fetchUnlessJustTried(): Promise<void> | undefined {
    if (this.#fetching === undefined && this.#options.steadyMs() >= this.#notBeforeMs) {
      this.#fetching = this.#fetch().finally(() => {
        this.#fetching = undefined
      })
    }
    return this.#fetching
  }

  async #fetch(): Promise<void> {
    const { steadyMs, cooldownMs } = this.#options
    const loaded = await this.#load()
    const read = loaded.kind === 'text' ? readKeySet(loaded.text) : loaded
    const waitMs = read.kind === 'problem' ? Math.min(cooldownMs, RETRY_MS) : cooldownMs
    this.#notBeforeMs = steadyMs() + waitMs
    if (read.kind === 'problem') {
      this.#problem = `the keys of ${this.#place()} cannot be used: ${read.sentence}`
      return
    }
    const known = this.#set?.text === read.text ? this.#set : undefined
    if (known === undefined) this.#version++
    this.#set = { ...(known ?? read), fetchedMs: steadyMs() }
  }

  async #load(): Promise<Loaded> {
    const { source } = this.#options
    if (this.#server === undefined) return loadFile((source as { readonly file: string }).file)
    const answer = await this.#server.ask({ method: 'GET', fields: {} })
    if (answer.kind === 'failed') return { kind: 'problem', sentence: answer.detail }
    if (answer.status === 200) return { kind: 'text', text: answer.text }
    return { kind: 'problem', sentence: `the answer is ${answer.status}` }
  }

  #place(): string {
    const { source } = this.#options
    return 'file' in source ? source.file : source.url
  }

  close(): void {
    this.#server?.close()
  }
}

interface KeySet {
  readonly text: string
  readonly resolve: ReturnType<typeof createLocalJWKSet>
  readonly fetchedMs: number
}

type Loaded = { readonly kind: 'text'; readonly text: string } | Problem
interface Problem {
  readonly kind: 'problem'
  readonly sentence: string
}

async function loadFile(path: string): Promise<Loaded> {
  try {
    return { kind: 'text', text: await readFile(path, 'utf8') }
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error
    return { kind: 'problem', sentence: `the file cannot be read (${error.code})` }
  }
}

function readKeySet(
  text: string,
): ({ readonly kind: 'keys' } & Omit<KeySet, 'fetchedMs'>) | Problem {
  try {
    const set = JSON.parse(text) as JSONWebKeySet
    return { kind: 'keys', text, resolve: createLocalJWKSet(set) }
  } catch (error) {
    // What `JSON.parse` and jose throw for text that is no JWK Set.
    if (!(error instanceof SyntaxError) && !(error instanceof errors.JWKSInvalid)) throw error
    return { kind: 'problem', sentence: 'it is not a JWK Set (RFC 7517 §5)' }
  }
}

async function match(set: KeySet, header: JWTHeaderParameters): Promise<FoundKeys> {
  try {
    return { kind: 'found', keys: [await set.resolve(header)] }
  } catch (error) {
    if (error instanceof errors.JWKSMultipleMatchingKeys) return several(error)
    if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JOSENotSupported) {
      return { kind: 'none', forOperator: 'none of the issuer’s keys is the one of this token' }
    }
    const reason = error instanceof Error ? error.message : String(error)
    return { kind: 'unavailable', detail: `a key of the issuer cannot be used: ${reason}` }
  }
}

async function several(error: errors.JWKSMultipleMatchingKeys): Promise<FoundKeys> {
  const keys: TokenKey[] = []
  for await (const key of error) {
    keys.push(key)
    if (keys.length === CANDIDATES_MAX) break
  }
  return { kind: 'found', keys }
}

const RETRY_MS = 5_000
/** Keys that a token without a key id is tried with: two while keys change, and some to spare. */
const CANDIDATES_MAX = 4

/** Ten minutes and thirty seconds are what jose and most providers' own libraries have. */
const URL_TIMES = { maxAgeMs: 600_000, staleMs: 86_400_000, cooldownMs: 30_000 }
/** Reading a file costs nothing: a changed one counts soon. */
const FILE_TIMES = { maxAgeMs: 10_000, staleMs: 86_400_000, cooldownMs: 1_000 }
