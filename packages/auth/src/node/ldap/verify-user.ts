import type { Entry } from 'ldapts'
import type { PasswordCheck } from '../../credential-store.ts'
import type { Secret } from '../../secret.ts'
import { bindOutcome } from './bind-outcome.ts'
import type { DirectoryConnection } from './directory-connection.ts'
import { canonicalName } from './directory-entry.ts'
import { DirectoryError } from './directory-error.ts'
import { dnValue } from './dn-value.ts'
import { filterValue } from './filter-value.ts'
import { groupsOf } from './ldap-groups.ts'
import type { LdapStoreOptions, LdapUser } from './ldap-settings.ts'
import type { SteadyTime } from './steady-time.ts'
import { attributeOfUser, fill } from './template.ts'

type Settings = Pick<LdapStoreOptions, 'groups' | 'disabled' | 'nameAttribute'>

/**
 * Looks for the entry, asks for groups and for what disables it, and binds with the password last. For
 * an unknown name the same is asked about an entry that does not exist: as many questions, as much time.
 *
 * @throws {DirectoryError}
 */
export async function searchAndBind(
  connection: DirectoryConnection,
  user: LdapUser & { readonly kind: 'search' },
  settings: Settings,
  credentials: { readonly username: string; readonly password: Secret },
  time: SteadyTime,
): Promise<PasswordCheck> {
  const { username, password } = credentials
  await bindAsSearcher(connection, user)
  const filter = fill(user.filter, { user: username }, filterValue)
  const found = await connection.search(user.base, searchFor(filter, user, settings, user.scope))
  if (found.length > 1) {
    throw new DirectoryError(
      `more than one entry under ${user.base} matches ${user.filter} for one user: make the filter or the base narrower`,
    )
  }
  const entry = found[0] ?? { dn: nobodyUnder(user.base) }
  const identity = await identityOf(connection, entry, username, user, settings)
  const bind = () => connection.bind(entry.dn, password)
  const outcome = bindOutcome(await (found[0] ? time.noted(bind) : time.steadied(bind)))
  if (outcome.kind === 'unavailable') throw new DirectoryError(outcome.detail)
  if (found[0] === undefined) return { kind: 'unknown-user' }
  return outcome.kind === 'right' ? identity : outcome
}

/**
 * Binds as the user, then reads the entry with the user's own rights. A directory that refuses does not
 * tell an unknown user from a wrong password.
 *
 * @throws {DirectoryError}
 */
export async function bindAsUser(
  connection: DirectoryConnection,
  user: LdapUser & { readonly kind: 'bind' },
  settings: Settings,
  { username, password }: { readonly username: string; readonly password: Secret },
): Promise<PasswordCheck> {
  const dn = fill(user.dn, { user: username }, dnValue)
  const outcome = bindOutcome(await connection.bind(dn, password))
  if (outcome.kind === 'unavailable') throw new DirectoryError(outcome.detail)
  if (outcome.kind === 'wrong-password') return { kind: 'wrong-password', isUserUnclear: true }
  if (outcome.kind !== 'right') return outcome
  const base = user.entry?.base ?? dn
  const filter = user.entry?.filter ?? '(objectClass=*)'
  const scope = user.entry === undefined ? 'base' : 'sub'
  const found = await connection.search(
    base,
    searchFor(fill(filter, { user: username }, filterValue), user, settings, scope),
  )
  const entry = found.length === 1 && found[0] ? found[0] : { dn }
  return await identityOf(connection, entry, username, user, settings)
}

async function bindAsSearcher(
  connection: DirectoryConnection,
  { bind }: LdapUser & { readonly kind: 'search' },
): Promise<void> {
  const dn = bind?.dn ?? ''
  if (connection.boundAs === dn) return
  const { code, text } = await connection.bind(dn, bind?.password)
  if (code === 0) return
  const whom = dn === '' ? 'an anonymous bind' : `the bind as ${dn}`
  const advice = code === INVALID_CREDENTIALS ? ': is its password right?' : ''
  throw new DirectoryError(
    `the directory refuses ${whom} (code ${code}${text && `: ${text}`})${advice}`,
  )
}

function searchFor(
  filter: string,
  user: LdapUser,
  { groups, nameAttribute }: Settings,
  scope: 'base' | 'one' | 'sub' = 'sub',
) {
  const name = nameAttribute ?? nameAttributeOf(user)
  const memberOf = groups && 'attribute' in groups ? [groups.attribute] : []
  const attributes = [...(name === undefined ? [] : [name]), ...memberOf]
  // 1.1 is no attribute at all (RFC 4511 §4.5.1.8); an empty list would be all of them.
  return { scope, filter, attributes: attributes.length === 0 ? ['1.1'] : attributes, sizeLimit: 2 }
}

/** Who it is when the password is right. */
async function identityOf(
  connection: DirectoryConnection,
  entry: Entry,
  username: string,
  user: LdapUser,
  settings: Settings,
): Promise<PasswordCheck> {
  const name = canonicalName(username, entry, settings.nameAttribute ?? nameAttributeOf(user))
  const groups = settings.groups && (await groupsOf(settings.groups, connection, entry, name))
  if (settings.disabled !== undefined) {
    const filter = fill(settings.disabled, { user: name, dn: entry.dn }, filterValue)
    const matches = await connection.search(entry.dn, {
      scope: 'base',
      filter,
      attributes: ['1.1'],
    })
    if (matches.length > 0) return { kind: 'user-disabled' }
  }
  return { kind: 'right', user: name, ...(groups && groups.length > 0 && { groups }) }
}

function nameAttributeOf(user: LdapUser): string | undefined {
  if (user.kind === 'search') return attributeOfUser(user.filter)
  return (user.entry && attributeOfUser(user.entry.filter)) ?? attributeOfUser(user.dn)
}

/** The name of an entry that does not exist: `.invalid` is kept for that (RFC 2606 §2). */
function nobodyUnder(base: string): string {
  return base === '' ? NOBODY : `${NOBODY},${base}`
}

const NOBODY = 'cn=nobody@hopwise.invalid'
const INVALID_CREDENTIALS = 49
