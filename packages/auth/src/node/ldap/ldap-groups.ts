import type { Entry } from 'ldapts'
import type { DirectoryConnection } from './directory-connection.ts'
import { valuesOf } from './directory-entry.ts'
import { firstValueOf, isUnder } from './dn-value.ts'
import { filterValue } from './filter-value.ts'
import { fill } from './template.ts'

/** How a directory says who is in which group. A group's name is one word for rules, not its DN. */
export type LdapGroups =
  | {
      /** `memberOf`: the user's own entry names the groups, by DN. */
      readonly attribute: string
      /** Only groups below this DN count, since two in different places may have one name. */
      readonly base?: string | undefined
    }
  | {
      /** Where the groups are. */
      readonly base: string
      /** Which of them a user is in: `(member={dn})`, `(uniqueMember={dn})`, `(memberUid={user})`. */
      readonly filter: string
      /** The attribute with the group's name; `cn` unless told. */
      readonly name?: string | undefined
    }

export async function groupsOf(
  groups: LdapGroups,
  connection: DirectoryConnection,
  entry: Entry,
  user: string,
): Promise<readonly string[]> {
  if ('attribute' in groups) {
    const { base = '' } = groups
    const names = valuesOf(entry, groups.attribute).filter((dn) => isUnder(dn, base))
    return distinct(names.flatMap((dn) => firstValueOf(dn) ?? []))
  }
  const { base, filter, name = 'cn' } = groups
  const found = await connection.search(base, {
    scope: 'sub',
    filter: fill(filter, { user, dn: entry.dn }, filterValue),
    attributes: [name],
    sizeLimit: GROUPS_MAX,
  })
  return distinct(found.flatMap((group) => valuesOf(group, name)))
}

function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)]
}

/** Active Directory itself stops at 1015 in one ticket. */
const GROUPS_MAX = 1000
