import type { Flow, NeedKind, Needs } from '../flow.ts'
import type { ClientNeed } from '../scheme.ts'
import type { SecretVersions, Standing } from './secret-versions.ts'

/** What a guarded flow was told on its way. */
export interface Trace {
  /** The version of the latest secret that each scheme was given. */
  given: ReadonlyMap<string, string>
  /** Schemes that were not given a secret because it was refused before, and how. */
  withheld: ReadonlyMap<string, Exclude<Standing, 'free'>>
  /** The version of one that was withheld because it is in doubt. */
  doubted: string | undefined
}

/** Who spends a secret, and on what. */
export interface Spending {
  readonly by: object
  readonly errand: string
  /** It has waited long enough for the trials of others. */
  readonly isImpatient: boolean
}

export type Guarded<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'wait'; readonly until: Promise<void> }

export function newTrace(): Trace {
  return { given: NONE, withheld: NONE, doubted: undefined }
}

/**
 * Runs a scheme's flow and looks at the secrets that it is given. One that was refused is kept from
 * it, as if there were none. One that another request is just trying stops it before it has begun
 * anything with it.
 */
export function* guarded<T>(
  flow: Flow<T, ClientNeed>,
  versions: SecretVersions,
  spending: Spending,
  trace: Trace,
): Flow<Guarded<T>, ClientNeed> {
  try {
    let step = flow.next()
    while (!step.done) {
      const need = step.value
      const reply: unknown = yield need
      const version = versionIn(need, reply, versions)
      const until = version && versions.trialOf(version, spending.by)
      if (until && !goesAhead(version)) return { kind: 'wait', until }
      step = flow.next(version === undefined ? reply : withholding(need, reply, version))
    }
    return { kind: 'done', value: step.value }
  } finally {
    flow.return(undefined as T)
  }

  function goesAhead(version: string): boolean {
    if (!spending.isImpatient) return false
    const isFree = versions.standingOf(version, spending.errand) === 'free'
    return !isFree || versions.joinTrial(version)
  }

  function withholding(need: AnyNeed, reply: unknown, version: string): unknown {
    const scheme = schemeOf(need)
    const standing = versions.standingOf(version, spending.errand)
    if (standing === 'free') {
      trace.given = new Map(trace.given).set(scheme, version)
      return reply
    }
    trace.withheld = new Map(trace.withheld).set(scheme, standing)
    if (standing === 'doubted') trace.doubted = version
    return undefined
  }
}

type AnyNeed = { readonly kind: NeedKind; readonly scheme?: string }

function versionIn(need: AnyNeed, reply: unknown, versions: SecretVersions): string | undefined {
  if (reply === undefined) return undefined
  switch (need.kind) {
    case 'find-login':
      return versions.ofLogin(reply as NonNullable<Needs['find-login']['reply']>)
    case 'find-token':
      return versions.ofToken(reply as NonNullable<Needs['find-token']['reply']>)
    // A ticket is another one each time, and no account is locked over it.
    default:
      return undefined
  }
}

/** A token is asked for by Bearer only. */
function schemeOf(need: AnyNeed): string {
  return need.scheme ?? 'bearer'
}

/** Most of the time: a request has one, and its beginning should cost little. */
const NONE: ReadonlyMap<string, never> = new Map<string, never>()
