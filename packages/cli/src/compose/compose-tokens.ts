import {
  type IntrospectionOptions,
  type JwtOptions,
  openTokenSources,
  type TokenSources,
} from '@hopwise/auth/node'
import type { BearerSection } from '../config/sections/bearer.ts'
import { type Composing, secretOf } from './composing.ts'
import { about, Unusable } from './unusable.ts'

/** @throws {Unusable} */
export async function composeTokens(
  section: BearerSection,
  path: readonly PropertyKey[],
  composing: Composing,
): Promise<TokenSources> {
  const { tokens, jwt, introspection, scope } = section
  if (!tokens && jwt === undefined && introspection === undefined) {
    throw new Unusable(path, 'no token could be right: set tokens, jwt or introspection')
  }
  const signed = jwt && signedTokens(jwt, composing)
  const asked = introspection && (await askedTokens(introspection, path, composing))
  const sources = await about(path, () =>
    openTokenSources({
      own: tokens ? composing.own.tokens : undefined,
      jwt: signed,
      introspection: asked,
      scope,
    }),
  )
  composing.closeLater(sources)
  return sources
}

function signedTokens(
  section: NonNullable<BearerSection['jwt']>,
  { places, nowMs }: Composing,
): JwtOptions & { readonly scope: string | undefined } {
  const { issuer, audience, jwks, algorithms, clockSkew, userClaim, groupsClaim, type } = section
  const source =
    'file' in jwks ? { file: jwks.file.from(places.directory) } : { url: jwks.url.href }
  return {
    issuer,
    audience,
    keys: { source },
    algorithms,
    clockSkewMs: clockSkew.ms,
    userClaim,
    groupsClaim,
    type,
    scope: section.scope,
    nowMs,
  }
}

async function askedTokens(
  section: NonNullable<BearerSection['introspection']>,
  path: readonly PropertyKey[],
  composing: Composing,
): Promise<IntrospectionOptions & { readonly scope: string | undefined }> {
  const { clientId, userClaim, groupsClaim, audience, scope } = section
  const secretPath = [...path, 'introspection', 'clientSecret']
  return {
    server: { url: section.url.href, timeLimitMs: section.timeLimit.ms },
    clientId,
    clientSecret: await secretOf(section.clientSecret, secretPath, composing),
    cacheMs: section.cache.ms,
    userClaim,
    groupsClaim,
    audience,
    scope,
    nowMs: composing.nowMs,
  }
}
