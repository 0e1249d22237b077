import {
  type Authenticator,
  chainDigests,
  chainStores,
  createAuthenticator,
  createRemembered,
  createVerifications,
  type DigestStore,
  type GuessGuard,
  type PasswordStore,
  SCHEMES,
  type ServerScheme,
  type Sources,
  tokensAsPasswords,
} from '@hopwise/auth'
import { createFingerprint, TOOLS, type TokenSources } from '@hopwise/auth/node'
import type { AuthenticationSection } from '../config/sections/authentication.ts'
import { composeContexts } from './compose-contexts.ts'
import { composeTokens } from './compose-tokens.ts'
import { type Composing, secretOf } from './composing.ts'
import type { OpenedStore } from './stores/opened-store.ts'
import { about, Unusable } from './unusable.ts'

/**
 * What judges the credentials of one `authentication`: its schemes over its stores.
 *
 * @param stores those it names, in order
 * @param path of its section
 * @throws {Unusable}
 */
export async function composeCredentials(
  section: AuthenticationSection,
  stores: readonly OpenedStore[],
  guard: GuessGuard | undefined,
  path: readonly PropertyKey[],
  composing: Composing,
): Promise<Authenticator | undefined> {
  if (section.schemes.length === 0) return undefined
  const tokens = await tokensFor(section, path, composing)
  const sources: Sources = {
    passwords: passwordsFor(section, stores, tokens, path),
    // What costs CPU has a bound of its own in its store; the others wait for a network.
    verifications: createVerifications({ concurrentMax: CONCURRENT_MAX, waitingMax: WAITING_MAX }),
    digests: digestsFor(section, stores, path),
    tokens,
    contexts: section.schemes.includes('negotiate')
      ? await composeContexts(section, path, composing)
      : undefined,
  }
  return createAuthenticator({
    schemes: await schemesFor(section, tokens, path, composing),
    sources,
    remembered: createRemembered({ nowMs: () => performance.now(), wallClockMs: composing.nowMs }),
    fingerprint: createFingerprint(),
    guard,
  })
}

async function tokensFor(
  section: AuthenticationSection,
  path: readonly PropertyKey[],
  composing: Composing,
): Promise<TokenSources | undefined> {
  const { schemes, bearer } = section
  const isWanted = schemes.includes('bearer') || (schemes.includes('basic') && bearer.asPassword)
  return isWanted ? await composeTokens(bearer, [...path, 'bearer'], composing) : undefined
}

function passwordsFor(
  { schemes, bearer }: AuthenticationSection,
  stores: readonly OpenedStore[],
  tokens: TokenSources | undefined,
  path: readonly PropertyKey[],
): PasswordStore | undefined {
  if (!schemes.includes('basic')) return undefined
  const kept = stores.flatMap(({ passwords }) => passwords ?? [])
  const otherwise = kept.length === 0 ? undefined : chainStores(kept)
  if (bearer.asPassword && tokens !== undefined) return tokensAsPasswords(tokens, { otherwise })
  if (otherwise !== undefined) return otherwise
  throw new Unusable([...path, 'stores'], 'the scheme basic needs a store with passwords')
}

function digestsFor(
  { schemes }: AuthenticationSection,
  stores: readonly OpenedStore[],
  path: readonly PropertyKey[],
): DigestStore | undefined {
  if (!schemes.includes('digest')) return undefined
  const kept = stores.flatMap(({ digests }) => digests ?? [])
  if (kept.length > 0) return chainDigests(kept)
  const sentence =
    'the scheme digest needs a store that keeps what it computes with: kind htdigest, or users added with --digest-realm'
  throw new Unusable([...path, 'stores'], sentence)
}

async function schemesFor(
  section: AuthenticationSection,
  tokens: TokenSources | undefined,
  path: readonly PropertyKey[],
  composing: Composing,
): Promise<readonly ServerScheme[]> {
  const { realm, digest, negotiate } = section
  const key = digest.key && (await secretOf(digest.key, [...path, 'digest', 'key'], composing))
  const settings = {
    realm,
    tools: TOOLS,
    basic: { userPassOctetsMax: section.bearer.asPassword ? TOKEN_OCTETS_MAX : undefined },
    bearer: { scope: tokens?.scope },
    digest: {
      algorithms: digest.algorithms,
      qop: digest.qop,
      nonceLifetimeMs: digest.nonceLifetime.ms,
      userhash: digest.userhash,
      key: key && new TextEncoder().encode(key.reveal()),
      // Each `authentication` counts the uses of its own nonces, also where two have one key.
      place: String(path.at(-1)),
    },
    negotiate: { perConnection: negotiate?.perConnection },
  }
  return await about(path, () =>
    section.schemes.map((name) => {
      const scheme = SCHEMES.get(name)
      if (scheme === undefined) throw new RangeError(`the scheme ${name} is not supported`)
      return scheme.serve(settings)
    }),
  )
}

/** A JWT with many claims in the place of a password; heads have 64 KiB in all. */
const TOKEN_OCTETS_MAX = 16 * 1024
/** More than any store has connections or processes by default. */
const CONCURRENT_MAX = 256
const WAITING_MAX = 1024
