/**
 * A realm that every scheme can carry: 1-200 characters of printable ASCII. What it means beyond that
 * is not defined, and clients show it to people (RFC 9110 §11.5).
 *
 * @throws {RangeError} for another
 */
export function checkRealm(realm: string): string {
  if (REALM.test(realm)) return realm
  throw new RangeError(
    `The realm ${JSON.stringify(realm)} cannot be sent in a challenge: use 1 to 200 characters of printable ASCII`,
  )
}

const REALM = /^[\x20-\x7e]{1,200}$/
