import type { DigestSecret, DigestStore } from '../credential-store.ts'
import { DIGEST_HASHES } from '../digest/algorithm.ts'
import { ha1Of, userhashOf } from '../digest/response.ts'
import { Secret } from '../secret.ts'
import { toolsForTest } from './tools.ts'

/** A store of users by name and password, which counts how often it was asked. */
export function digestUsers(
  users: Readonly<Record<string, string>>,
): DigestStore & { asked: number } {
  const tools = toolsForTest()
  return {
    name: 'fixed',
    asked: 0,
    version: () => 0,
    find(name, realm, algorithm): DigestSecret {
      this.asked++
      const hash = DIGEST_HASHES[algorithm]
      const username =
        name.kind === 'plain'
          ? name.username
          : Object.keys(users).find(
              (user) => userhashOf(tools, hash, user, realm) === name.userhash,
            )
      if (username === undefined || !Object.hasOwn(users, username)) return { kind: 'unknown-user' }
      const ha1 = new Secret(ha1Of(tools, hash, username, realm, users[username]!))
      return { kind: 'found', user: username, username, ha1 }
    },
  }
}
