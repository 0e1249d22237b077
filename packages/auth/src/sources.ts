import type { Asked, Peer } from './asked.ts'
import type {
  DigestSecret,
  DigestStore,
  LockedOut,
  PasswordCheck,
  PasswordStore,
  TokenStore,
} from './credential-store.ts'
import type { Answers, ContextStep } from './flow.ts'
import type { GuessGuard } from './guessing/guess-guard.ts'
import type { ServerNeed } from './scheme.ts'
import type { Verifications } from './verifications.ts'

/** Who knows what. A scheme that needs a source that is not there is a mistake of whoever composed them. */
export interface Sources {
  readonly passwords?: PasswordStore | undefined
  readonly verifications?: Verifications<PasswordCheck> | undefined
  readonly digests?: DigestStore | undefined
  readonly tokens?: TokenStore | undefined
  readonly contexts?: ContextAcceptor | undefined
}

/** A security mechanism's serving side (GSS-API): one call, one round. */
export interface ContextAcceptor {
  readonly name: string
  accept(scheme: string, token: string, peer: Peer): Promise<ContextStep>
}

/** One verification and what is needed besides. */
export interface Attempt {
  /** The same for the same field value. */
  readonly id: string
  readonly version: number
  readonly guard: GuessGuard | undefined
  readonly asked: Asked
}

/** Another number whenever anything that a source said may no longer hold. */
export function versionOf({ passwords, digests, tokens }: Sources): number {
  return (passwords?.version() ?? 0) + (digests?.version() ?? 0) + (tokens?.version() ?? 0)
}

/** What answers a serving scheme. The guard comes before whoever would verify. */
export function answersFrom(sources: Sources, attempt: Attempt): Answers<ServerNeed> {
  const { guard, asked } = attempt
  const locked = (user: string | undefined): LockedOut | undefined =>
    guard?.admit(user, asked.peer.address)
  // A thousand guesses may have been under way at once: of those that end behind a lock-out nobody
  // learns whether they were right.
  const unlessLocked = <T>(answer: T, user: string | undefined): T | LockedOut =>
    locked(user) ?? answer
  return {
    'check-password': async ({ username, password }) => {
      const store = present(sources.passwords, 'passwords')
      // Asked again when it is its turn: a thousand guesses may have come at once.
      const verify = async (): Promise<PasswordCheck> =>
        locked(username) ?? (await store.check(username, password, asked))
      const isAtOnce = store.isSelfLimited?.(username, password) === true
      const judged = isAtOnce ? verify : () => verified(sources, attempt, verify)
      const check = locked(username) ?? unlessLocked(await judged(), username)
      return { store: store.name, check }
    },
    'find-digest-secret': ({ name, realm, algorithm }) => {
      const store = present(sources.digests, 'digests')
      const user = name.kind === 'plain' ? name.username : undefined
      // Who hides behind a hashed name is known only now, and locked out all the same.
      const reply = (found: DigestSecret): { store: string; secret: DigestSecret } => {
        const isNamedNow = user === undefined && found.kind === 'found'
        const secret = (isNamedNow ? locked(found.username) : undefined) ?? found
        return { store: store.name, secret }
      }
      const found = locked(user) ?? store.find(name, realm, algorithm)
      return found instanceof Promise
        ? found.then((late) => reply(unlessLocked(late, user)))
        : reply(found)
    },
    'check-token': async ({ token }) => {
      const store = present(sources.tokens, 'tokens')
      const check = locked(undefined) ?? unlessLocked(await store.check(token), undefined)
      return { store: store.name, check }
    },
    'accept-context': async ({ scheme, token, peer }) => {
      const acceptor = present(sources.contexts, 'contexts')
      return { store: acceptor.name, step: await acceptor.accept(scheme, token, peer) }
    },
    'read-content': ({ content }) => content.octets(),
  }
}

/** The version is part of what is shared: a changed password is a new question. */
function verified(
  { verifications }: Sources,
  { id, version }: Attempt,
  verify: () => Promise<PasswordCheck>,
): Promise<PasswordCheck> | PasswordCheck {
  if (verifications === undefined) return verify()
  return verifications.run(`${version} ${id}`, verify) ?? TOO_MANY
}

function present<T>(source: T | undefined, what: keyof Sources): T {
  if (source === undefined) throw new TypeError(`A scheme asks for ${what}, and there are none`)
  return source
}

const TOO_MANY: PasswordCheck = { kind: 'unavailable', detail: 'too many verifications wait' }
