import { SUFFIX } from './slapd.ts'

/** Who is in the directory of the tests. All have the password `wonderland`, but for bob. */
export const PEOPLE: string = `ou=people,${SUFFIX}`
export const GROUPS: string = `ou=groups,${SUFFIX}`
export const ALICE: string = `uid=alice,${PEOPLE}`

/**
 * In LDIF.
 *
 * @param slowHash of the password of `slow`, as `userPassword` holds it
 */
export function peopleOf(slowHash: string): string {
  const person = (uid: string, password: string, ...more: string[]) =>
    [
      `dn:: ${base64(`uid=${uid.replace(/[,+=()]/g, (c) => `\\${c.codePointAt(0)!.toString(16)}`)},${PEOPLE}`)}`,
      'objectClass: inetOrgPerson',
      `uid:: ${base64(uid)}`,
      `cn:: ${base64(uid)}`,
      'sn: Test',
      `userPassword:: ${base64(password)}`,
      ...more,
    ].join('\n')
  const unit = (name: string) => `dn: ou=${name},${SUFFIX}\nobjectClass: organizationalUnit`
  return [
    `dn: ${SUFFIX}\nobjectClass: dcObject\nobjectClass: organization\no: Example`,
    ...['people', 'groups', 'other'].map(unit),
    `dn: cn=default,${SUFFIX}\nobjectClass: pwdPolicy\nobjectClass: person\nsn: policy\npwdAttribute: userPassword\npwdMaxAge: 86400\npwdMustChange: TRUE\npwdLockout: TRUE`,
    `dn: cn=proxy,${SUFFIX}\nobjectClass: person\nsn: proxy\nuserPassword: proxy`,
    person('alice', 'wonderland'),
    person('bob', 'builder'),
    ...['Лёва', 'smith, (john)', 'a+b=c'].map((uid) => person(uid, 'wonderland')),
    person('former', 'wonderland', 'description: left'),
    person('reset', 'wonderland', 'pwdReset: TRUE'),
    person('locked', 'wonderland', 'pwdAccountLockedTime: 000001010000Z'),
    person('stale', 'wonderland', 'pwdChangedTime: 20200101000000Z'),
    person('slow', slowHash),
    '',
  ].join('\n\n')
}

/** Added over LDAP, so that the overlay notes in the users' entries what they are members of. */
export const MEMBERSHIPS: string = [
  ...['staff', 'lab'].map(
    (name) =>
      `dn: cn=${name},${GROUPS}\nchangetype: add\nobjectClass: groupOfNames\nmember: ${ALICE}`,
  ),
  `dn: cn=others,${GROUPS}\nchangetype: add\nobjectClass: groupOfNames\nmember: uid=bob,${PEOPLE}`,
  `dn: cn=unique,${GROUPS}\nchangetype: add\nobjectClass: groupOfUniqueNames\nuniqueMember: ${ALICE}`,
  `dn: cn=posix,${GROUPS}\nchangetype: add\nobjectClass: posixGroup\ngidNumber: 1\nmemberUid: alice`,
  '',
].join('\n\n')

function base64(text: string): string {
  return Buffer.from(text).toString('base64')
}
