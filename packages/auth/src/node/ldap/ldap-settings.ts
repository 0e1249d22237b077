import { FilterParser } from 'ldapts'
import type { Secret } from '../../secret.ts'
import { directoryAddress } from './directory-address.ts'
import { filterValue } from './filter-value.ts'
import type { LdapGroups } from './ldap-groups.ts'
import { fill, mustName } from './template.ts'

/** How a name becomes an entry. */
export type LdapUser =
  | {
      /** The directory is asked as the user: `uid={user},ou=people,dc=example`, or `{user}@corp.example`. */
      readonly kind: 'bind'
      readonly dn: string
      /** Where the user's entry is, when `dn` is not its name (Active Directory). */
      readonly entry?: { readonly base: string; readonly filter: string } | undefined
    }
  | {
      /** The entry is looked for first, then the directory is asked as the user. */
      readonly kind: 'search'
      readonly base: string
      /** `(&(objectClass=person)(uid={user}))` */
      readonly filter: string
      readonly scope?: 'one' | 'sub' | undefined
      /** As whom it is looked for. Absent: as nobody in particular. */
      readonly bind?: { readonly dn: string; readonly password: Secret } | undefined
    }

export interface LdapStoreOptions {
  /** For messages; `ldap` unless told. */
  readonly name?: string | undefined
  /** `ldap://host` or `ldaps://host`; the next is asked when one cannot be reached. */
  readonly urls: readonly string[]
  /** Whether `ldap://` is protected before anything else is said. */
  readonly startTls?: boolean | undefined
  /** PEM of the authorities that the directory's certificate may come from. Absent: those Node trusts. */
  readonly authorities?: string | undefined
  readonly user: LdapUser
  /** The attribute with the user's name. Absent: the one that is compared with `{user}`. */
  readonly nameAttribute?: string | undefined
  readonly groups?: LdapGroups | undefined
  /** Whoever matches is disabled: `(nsAccountLock=true)`, `(pwdAccountLockedTime=*)`. */
  readonly disabled?: string | undefined
  /** Connections at most: 4 unless told. */
  readonly connections?: number | undefined
  /** Verifications that may wait for one: 100 unless told. */
  readonly queue?: number | undefined
  /** For a connection, TLS included: 3000 unless told. */
  readonly connectTimeLimitMs?: number | undefined
  /** For one verification: 5000 unless told. */
  readonly timeLimitMs?: number | undefined
  /** For how long nobody tries to connect after it has failed: 1000 unless told. */
  readonly restMs?: number | undefined
  /**
   * For how long a right password is believed: 60 000 unless told. A directory does not say when a
   * password changes, so that is for how long an old one may still be accepted.
   */
  readonly rememberMs?: number | undefined
}

/** @throws {RangeError} with what is wrong and what to write */
export function checkLdapSettings(options: LdapStoreOptions): void {
  const { urls, startTls = false, user, groups, disabled } = options
  if (urls.length === 0)
    throw new RangeError('there is no address of a directory: write ldap://HOST')
  for (const url of urls) directoryAddress(url, startTls, undefined)
  if (user.kind === 'search') checkFilter(user.filter, ['user'], 'the filter for users')
  else {
    mustName(user.dn, ['user'], 'the DN of users')
    if (user.entry) checkFilter(user.entry.filter, ['user'], 'the filter for entries')
  }
  if (user.kind === 'search' && user.bind?.password.reveal() === '') {
    // RFC 4513 §5.1.2: the directory would say yes and take us for nobody.
    throw new RangeError(`the password of ${user.bind.dn} is empty`)
  }
  if (groups && 'filter' in groups)
    checkFilter(groups.filter, ['user', 'dn'], 'the filter for groups')
  if (disabled !== undefined) checkFilter(disabled, [], 'the filter for disabled users')
}

function checkFilter(filter: string, names: readonly ('user' | 'dn')[], what: string): void {
  if (names.length > 0) mustName(filter, names, what)
  try {
    // The library takes a filter whose end is missing.
    if (filter.split('(').length !== filter.split(')').length) throw new RangeError('unbalanced')
    FilterParser.parseString(fill(filter, { user: 'x', dn: 'cn=x' }, filterValue))
  } catch (error) {
    throw new RangeError(
      `${what} is ${JSON.stringify(filter)} and no search filter (RFC 4515): write it like (uid={user})`,
      { cause: error },
    )
  }
}
