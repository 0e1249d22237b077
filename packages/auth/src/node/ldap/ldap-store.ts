import type { PasswordCheck, PasswordStore } from '../../credential-store.ts'
import type { Secret } from '../../secret.ts'
import { directoryAddress, isExposed } from './directory-address.ts'
import { DirectoryError } from './directory-error.ts'
import { createDirectoryPool, type DirectoryPool } from './directory-pool.ts'
import { checkLdapSettings, type LdapStoreOptions } from './ldap-settings.ts'
import { createSteadyTime } from './steady-time.ts'
import { bindAsUser, searchAndBind } from './verify-user.ts'

/** Users of a directory, asked over LDAP. */
export interface LdapStore extends PasswordStore {
  /** What the operator should know about the settings, one sentence each. */
  readonly notices: readonly string[]
  /** Verifications under way come to their end. */
  close(): void
}

/**
 * Nothing is connected before the first question. The version never changes, since a directory does
 * not tell of changes: its answers are remembered for `rememberMs` instead.
 *
 * @throws {RangeError} for settings that cannot work
 */
export function createLdapStore(options: LdapStoreOptions): LdapStore {
  checkLdapSettings(options)
  const { name = 'ldap', urls, startTls = false, authorities, rememberMs = REMEMBER_MS } = options
  const addresses = urls.map((url) => directoryAddress(url, startTls, authorities))
  const pool = createDirectoryPool({
    addresses,
    connections: options.connections ?? CONNECTIONS,
    queue: options.queue ?? QUEUE,
    connectTimeLimitMs: options.connectTimeLimitMs ?? CONNECT_TIME_LIMIT_MS,
    timeLimitMs: options.timeLimitMs ?? TIME_LIMIT_MS,
    restMs: options.restMs ?? REST_MS,
    idleMs: IDLE_MS,
  })
  const verify = verification(options, pool)
  return {
    name,
    notices: addresses
      .filter(isExposed)
      .map(({ url }) => `${url}: passwords cross the network unprotected; use StartTLS or ldaps`),
    version: () => 0,
    async check(username, password) {
      // RFC 4513 §5.1.2: a name without a password is bound as nobody, with success.
      if (password.reveal() === '') return { kind: 'wrong-password', isUserUnclear: true }
      if (username === '' || username.length > NAME_LENGTH_MAX) return { kind: 'unknown-user' }
      const check = await verify(username, password).catch(unavailable)
      return check.kind === 'right' ? { ...check, expiresMs: Date.now() + rememberMs } : check
    },
    close: () => pool.close(),
  }
}

function verification(
  options: LdapStoreOptions,
  pool: DirectoryPool,
): (username: string, password: Secret) => Promise<PasswordCheck> {
  const { user } = options
  const time = createSteadyTime()
  return (username, password) =>
    pool.use((connection) =>
      user.kind === 'search'
        ? searchAndBind(connection, user, options, { username, password }, time)
        : bindAsUser(connection, user, options, { username, password }),
    )
}

function unavailable(error: unknown): PasswordCheck {
  if (error instanceof DirectoryError) return { kind: 'unavailable', detail: error.message }
  throw error
}

const CONNECTIONS = 4
const QUEUE = 100
const CONNECT_TIME_LIMIT_MS = 3000
/** Squid's basic_ldap_auth has none, and its proxy waits; nginx's auth_request waits 60 s. */
const TIME_LIMIT_MS = 5000
const REST_MS = 1000
/** Below the shortest time after which firewalls in use forget a connection: five minutes. */
const IDLE_MS = 120_000
/** Apache's LDAPOpCacheTTL is 600 s. A password that was changed should not live that long. */
const REMEMBER_MS = 60_000
/** Far longer than a name in any directory. */
const NAME_LENGTH_MAX = 256
