import type { Secret } from './secret.ts'
import type { PasswordCheck } from './verdict.ts'

/** What a scheme may ask the outside world for, and what comes back. */
export interface Needs {
  readonly 'check-password': {
    readonly ask: { readonly username: string; readonly password: Secret }
    readonly reply: { readonly store: string; readonly check: PasswordCheck }
  }
  readonly 'find-login': {
    readonly ask: { readonly scheme: string; readonly realm: string | undefined }
    readonly reply: Login | undefined
  }
}

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
 * Runs a flow to its end. An answer that rejects ends the flow (its `finally` blocks run) and is
 * passed on. A flow that asks more than `ASKS_MAX` times is a bug.
 */
export async function drive<T, K extends NeedKind>(
  flow: Flow<T, K>,
  answers: Answers<K>,
): Promise<T> {
  try {
    let step = flow.next()
    for (let asks = 0; !step.done; asks++) {
      if (asks >= ASKS_MAX) throw new TypeError(`A flow asked more than ${ASKS_MAX} times`)
      const need = step.value
      const answer = answers[need.kind] as (ask: unknown) => unknown
      step = flow.next(await answer(need))
    }
    return step.value
  } finally {
    flow.return(undefined as T)
  }
}

/** NTLM, the longest-winded scheme, needs three rounds. */
const ASKS_MAX = 16
