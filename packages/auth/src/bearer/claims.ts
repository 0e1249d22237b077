/** What somebody who issues tokens says of their owner. */
export type Claims =
  | {
      readonly kind: 'usable'
      readonly user: string
      readonly groups: readonly string[] | undefined
      readonly scopes: readonly string[]
    }
  /** A sentence for the operator, without a full stop. */
  | { readonly kind: 'unusable'; readonly sentence: string }

export interface ClaimNames {
  /** The first that is there. A name may be a path: `realm_access.roles`. */
  readonly userClaims: readonly string[]
  readonly groupsClaim: string | undefined
}

/** Reads user, groups and scope from the claims of a JWT or from an answer of introspection. */
export function readClaims(
  claims: Readonly<Record<string, unknown>>,
  { userClaims, groupsClaim }: ClaimNames,
): Claims {
  const user = userClaims
    .map((name) => claimAt(claims, name))
    .find((value) => value !== undefined && value !== null)
  if (typeof user !== 'string' || !isUserName(user)) {
    return unusable(`its ${userClaims.join(' or ')} is no user name`)
  }
  const groups = groupsClaim === undefined ? undefined : claimAt(claims, groupsClaim)
  if (groups !== undefined && !isNames(groups)) {
    return unusable(`its ${groupsClaim} is no list of up to ${GROUPS_MAX} names`)
  }
  return {
    kind: 'usable',
    user: user.normalize('NFC'),
    groups: typeof groups === 'string' ? words(groups) : groups,
    scopes: scopesOf(claims),
  }
}

/** `scope` is RFC 8693 §4.2 and RFC 7662 §2.2; `scp`, a list or words, is what Entra ID and Okta send. */
function scopesOf({ scope, scp }: Readonly<Record<string, unknown>>): readonly string[] {
  const value = scope ?? scp
  if (typeof value === 'string') return words(value)
  return isNames(value) ? [value].flat() : []
}

/** A claim of that very name counts before a path: names may be URLs, which have dots. */
function claimAt(claims: Readonly<Record<string, unknown>>, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name]
  let value: unknown = claims
  for (const part of name.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined
    value = (value as Record<string, unknown>)[part]
  }
  return value
}

function isNames(value: unknown): value is string | readonly string[] {
  const names = typeof value === 'string' ? words(value) : value
  return (
    Array.isArray(names) &&
    names.length <= GROUPS_MAX &&
    names.every((name) => typeof name === 'string' && !CONTROL.test(name))
  )
}

function words(text: string): readonly string[] {
  return text.split(' ').filter((word) => word !== '')
}

function isUserName(text: string): boolean {
  return text.length > 0 && text.length <= NAME_LENGTH_MAX && !CONTROL.test(text)
}

function unusable(sentence: string): Claims {
  return { kind: 'unusable', sentence }
}

/** As long as our own users' names; RFC 7519 sets no limit for `sub`, OpenID Connect 255. */
const NAME_LENGTH_MAX = 255
/** Entra ID lists 200 at most. */
const GROUPS_MAX = 1_000
const CONTROL = /\p{Cc}/u
