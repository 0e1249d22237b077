import { generatePassword, PASSWORD_OCTETS, type Secret } from '@hopwise/auth'
import type { UserStore } from '@hopwise/store'
import type { Surroundings } from '../surroundings.ts'

/** Who can sign in after the start. */
export type Start =
  /** The first start: a user was made, and this is the only time the password is known. */
  | { readonly kind: 'first'; readonly name: string; readonly password: Secret }
  | { readonly kind: 'again'; readonly names: readonly string[] }

/** Makes a user where there never was one. An operator who removed the last one meant it. */
export async function firstUser(users: UserStore, surroundings: Surroundings): Promise<Start> {
  if (users.hadUsers()) return { kind: 'again', names: users.list().map((user) => user.name) }
  const password = generatePassword(surroundings.random(PASSWORD_OCTETS))
  await users.add({ name: FIRST_NAME, password, isFirst: true })
  return { kind: 'first', name: FIRST_NAME, password }
}

const FIRST_NAME = 'hopwise'
