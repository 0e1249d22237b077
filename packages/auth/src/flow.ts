import type { HeldContent, Peer } from './asked.ts'
import type {
  DigestAlgorithm,
  DigestName,
  DigestSecret,
  PasswordCheck,
  TokenCheck,
  Unavailable,
} from './credential-store.ts'
import type { Identity } from './identity.ts'
import type { Secret } from './secret.ts'

/** What a scheme may ask the outside world for, and what comes back. `store` says who answered. */
export interface Needs {
  readonly 'check-password': {
    readonly ask: { readonly username: string; readonly password: Secret }
    readonly reply: { readonly store: string; readonly check: PasswordCheck }
  }
  readonly 'find-digest-secret': {
    readonly ask: {
      readonly name: DigestName
      readonly realm: string
      readonly algorithm: DigestAlgorithm
    }
    readonly reply: { readonly store: string; readonly secret: DigestSecret }
  }
  readonly 'check-token': {
    readonly ask: { readonly token: Secret }
    readonly reply: { readonly store: string; readonly check: TokenCheck }
  }
  /** One round of a security mechanism (GSS-API). What must last until the next is kept by the peer. */
  readonly 'accept-context': {
    readonly ask: { readonly scheme: string; readonly token: string; readonly peer: Peer }
    readonly reply: { readonly store: string; readonly step: ContextStep }
  }
  readonly 'read-content': {
    readonly ask: { readonly content: HeldContent }
    readonly reply: Uint8Array | undefined
  }
  readonly 'find-login': {
    readonly ask: { readonly scheme: string; readonly realm: string | undefined }
    readonly reply: Login | undefined
  }
  /**
   * One round of a security mechanism, for the proxy or origin that whoever answers knows about.
   * `context` is what the round before gave; undefined begins anew.
   */
  readonly 'initiate-context': {
    readonly ask: {
      readonly scheme: string
      readonly token: string | undefined
      readonly context: object | undefined
    }
    readonly reply: InitiatedStep
  }
  /** Who answers knows which proxy or origin it is about, and gives away no token of another one's. */
  readonly 'find-token': {
    readonly ask: {
      readonly realm: string | undefined
      readonly scope: string | undefined
      /** Why the last token was refused, as the challenge says (RFC 6750 §3.1): another one is wanted. */
      readonly refusal: string | undefined
    }
    readonly reply: Secret | undefined
  }
}

/** What a security mechanism has to say to the other side. The token is base64. */
export type InitiatedStep =
  | { readonly kind: 'token'; readonly token: string; readonly context: object }
  /** `detail` is for whoever runs the client: no ticket, an unknown service, nothing that could ask for one … */
  | { readonly kind: 'declined'; readonly reason?: 'library-missing'; readonly detail: string }

/** What a security mechanism made of a token. Tokens are base64. */
export type ContextStep =
  | ({ readonly kind: 'established'; readonly token?: string | undefined } & Identity)
  | { readonly kind: 'continue'; readonly token: string }
  /** `detail` tells the operator what to look at. */
  | { readonly kind: 'rejected'; readonly detail: string; readonly user?: string | undefined }
  | Unavailable

/** A user name and password to answer a challenge with. */
export interface Login {
  readonly username: string
  readonly password: Secret
}

export type NeedKind = keyof Needs

type NeedOf<K extends NeedKind> = { [P in K]: { readonly kind: P } & Needs[P]['ask'] }[K]

/** A scheme at work: a generator that asks and is answered. `K` names all that it may ask. */
export type Flow<T, K extends NeedKind = NeedKind> = Generator<NeedOf<K>, T, unknown>

/** Who answers what a flow asks. */
export type Answers<K extends NeedKind> = {
  readonly [P in K]: (ask: Needs[P]['ask']) => Needs[P]['reply'] | Promise<Needs[P]['reply']>
}

/** `yield*` keeps each reply's own type. The casts of the package are here and in `drive`. */
export function* ask<K extends NeedKind>(
  kind: K,
  what: Needs[K]['ask'],
): Generator<NeedOf<K>, Needs[K]['reply'], unknown> {
  return (yield { kind, ...what } as NeedOf<K>) as Needs[K]['reply']
}

/**
 * Runs a flow to its end, at once where every answer is there at once. An answer that rejects ends the
 * flow (its `finally` blocks run) and is passed on. A flow that asks more than `ASKS_MAX` times is a bug.
 */
export function drive<T, K extends NeedKind>(
  flow: Flow<T, K>,
  answers: Answers<K>,
): T | Promise<T> {
  try {
    let step = flow.next()
    for (let asks = 0; !step.done; asks++) {
      const answer = answerTo(step.value, answers, asks)
      if (answer instanceof Promise) return driveOn(flow, answers, answer, asks + 1)
      step = flow.next(answer)
    }
    return step.value
  } catch (error) {
    flow.return(undefined as T)
    throw error
  }
}

async function driveOn<T, K extends NeedKind>(
  flow: Flow<T, K>,
  answers: Answers<K>,
  first: Promise<unknown>,
  asked: number,
): Promise<T> {
  try {
    let step = flow.next(await first)
    for (let asks = asked; !step.done; asks++) {
      step = flow.next(await answerTo(step.value, answers, asks))
    }
    return step.value
  } finally {
    flow.return(undefined as T)
  }
}

function answerTo<K extends NeedKind>(need: NeedOf<K>, answers: Answers<K>, asks: number): unknown {
  if (asks >= ASKS_MAX) throw new TypeError(`A flow asked more than ${ASKS_MAX} times`)
  const answer = answers[need.kind] as (ask: unknown) => unknown
  return answer(need)
}

/** NTLM, the longest-winded scheme, needs three rounds. */
const ASKS_MAX = 16
