import {
  createAuthenticator,
  createRemembered,
  createVerifications,
  type DigestSecret,
  ha1Of,
  type PasswordCheck,
  SCHEMES,
  Secret,
  type TokenCheck,
  userhashOf,
} from '@hopwise/auth'
import { createFingerprint, TOOLS } from '@hopwise/auth/node'
import type { Entry } from '@hopwise/journal'
import { createProxy, openAccess } from '@hopwise/proxy'
import { Exchanges } from './exchanges.ts'
import type { Scope } from './scope.ts'
import { ALICE } from './users.ts'

/** What stands for alice where a token is asked for. */
export const ALICE_TOKEN = 'token-of-alice-in-tests'

export interface SchemeProxy {
  readonly port: number
  /** To be waited for: a tunnel is recorded when it has ended. */
  readonly exchanges: Exchanges
  /** As they are now. */
  readonly entries: readonly Entry[]
}

/** Our own proxy in this process, with alice, asking by one scheme. */
export async function startSchemeProxy(
  scope: Scope,
  scheme: 'basic' | 'digest' | 'bearer',
): Promise<SchemeProxy> {
  const exchanges = new Exchanges()
  const settings = { realm: 'test', tools: TOOLS }
  const authenticator = createAuthenticator({
    schemes: [SCHEMES.get(scheme)!.serve(settings)],
    sources: {
      passwords: {
        name: 'fixed',
        version: () => 0,
        check: async (username, password): Promise<PasswordCheck> =>
          username === ALICE.user && password.reveal() === ALICE.password
            ? { kind: 'right', user: username }
            : { kind: 'wrong-password' },
      },
      verifications: createVerifications({}),
      digests: {
        name: 'fixed',
        version: () => 0,
        find(name, realm, algorithm): DigestSecret {
          const { user, password } = ALICE
          const hash = HASHES[algorithm]
          const asked = name.kind === 'plain' ? name.username : name.userhash
          const known = name.kind === 'plain' ? user : userhashOf(TOOLS, hash, user, realm)
          if (asked !== known) return { kind: 'unknown-user' }
          const ha1 = new Secret(ha1Of(TOOLS, hash, user, realm, password))
          return { kind: 'found', user, username: user, ha1 }
        },
      },
      tokens: {
        name: 'fixed',
        version: () => 0,
        check: async (token): Promise<TokenCheck> =>
          token.reveal() === ALICE_TOKEN
            ? { kind: 'right', user: ALICE.user }
            : { kind: 'token-unknown' },
      },
    },
    remembered: createRemembered({ nowMs: () => performance.now() }),
    fingerprint: createFingerprint(),
  })
  const proxy = createProxy({
    name: 'us',
    egress: { allowPrivate: true },
    access: openAccess(authenticator),
    record: (entry) => exchanges.add(entry),
  })
  const { port } = await proxy.listen({ host: '127.0.0.1', port: 0 })
  scope.after(() => proxy.drain(0))
  return { port, exchanges, entries: exchanges.all() }
}

const HASHES = { MD5: 'md5', 'SHA-256': 'sha256', 'SHA-512-256': 'sha512-256' } as const
