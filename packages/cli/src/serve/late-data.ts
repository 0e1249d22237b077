import type { DigestStore, LockOutLedger, PasswordStore, TokenStore } from '@hopwise/auth'
import type { UserStore } from '@hopwise/store'

/**
 * What a data directory holds for authentication, when it is not open yet: ports are bound before
 * anything is created, so that a taken port leaves nothing behind. One for all configurations of a run.
 */
export interface LateData {
  readonly passwords: PasswordStore
  readonly digests: DigestStore
  readonly tokens: TokenStore
  readonly lockOuts: LockOutLedger
  open(data: OpenedData): void
}

export interface OpenedData {
  /** Absent where users come from elsewhere. */
  readonly users?: UserStore | undefined
  /** Absent where nobody is locked out. */
  readonly lockOuts?: LockOutLedger | undefined
}

export function lateData(): LateData {
  let data: OpenedData | undefined
  const users = (): UserStore | undefined => data?.users
  return {
    open(opened) {
      data = opened
    },
    passwords: {
      name: 'users',
      version: () => users()?.version() ?? NOT_OPEN,
      check: async (username, password, asked) =>
        (await users()?.check(username, password, asked)) ?? STARTING,
    },
    digests: {
      name: 'users',
      version: () => users()?.digests.version() ?? NOT_OPEN,
      find: (name, realm, algorithm) => users()?.digests.find(name, realm, algorithm) ?? STARTING,
    },
    tokens: {
      name: 'own tokens',
      version: () => users()?.tokens.version() ?? NOT_OPEN,
      belongs: (token) => users()?.tokens.belongs?.(token) ?? 'perhaps',
      check: (token) => users()?.tokens.check(token) ?? STARTING,
    },
    lockOuts: {
      read: () => data?.lockOuts?.read() ?? [],
      write: (lockOut) => data?.lockOuts?.write(lockOut),
      version: () => data?.lockOuts?.version() ?? NOT_OPEN,
    },
  }
}

const STARTING = { kind: 'unavailable', detail: 'The proxy is starting.' } as const
/** No version of anything that is open. */
const NOT_OPEN = -1
