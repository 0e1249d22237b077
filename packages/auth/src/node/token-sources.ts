import { requireScope } from '../bearer/require-scope.ts'
import { chainTokens } from '../bearer/token-chain.ts'
import type { TokenStore } from '../credential-store.ts'
import type { IntrospectionOptions } from './introspection.ts'
import type { JwtOptions } from './jwt.ts'

export interface TokenSourcesOptions {
  /** Those of `hopwise token`. */
  readonly own?: TokenStore | undefined
  /** Signed tokens; `scope`: what these must be good for. */
  readonly jwt?: (JwtOptions & { readonly scope?: string | undefined }) | undefined
  /** Tokens that a server is asked about; `scope`: what these must be good for. */
  readonly introspection?:
    | (IntrospectionOptions & { readonly scope?: string | undefined })
    | undefined
  /** What every token must be good for. */
  readonly scope?: string | undefined
}

export interface TokenSources extends TokenStore {
  /** To be told in challenges: what all tokens must be good for, else those of the first source that asks. */
  readonly scope: string | undefined
  close(): void
}

/**
 * Everything that can judge a token, in the order of what a look costs: a row of ours, a signature, a
 * question to another machine. What is not asked for is not loaded: jose takes 40 ms.
 *
 * @throws {RangeError} for options that make no sense, or would let in more than meant
 */
export async function openTokenSources(options: TokenSourcesOptions): Promise<TokenSources> {
  const { own, jwt, introspection, scope } = options
  const signed = jwt && (await import('./jwt.ts')).createJwtStore(jwt)
  const asked =
    introspection && (await import('./introspection.ts')).createIntrospectionStore(introspection)
  const stores = [own, limited(signed, jwt?.scope), limited(asked, introspection?.scope)]
  const chain = chainTokens(stores.filter((store) => store !== undefined))
  return {
    ...(limited(chain, scope) ?? chain),
    scope: scope ?? jwt?.scope ?? introspection?.scope,
    close() {
      signed?.close()
      asked?.close()
    },
  }
}

function limited(store: TokenStore | undefined, scope: string | undefined): TokenStore | undefined {
  return store === undefined || scope === undefined ? store : requireScope(store, scope)
}
