import { existsSync } from 'node:fs'
import { argon2idHashing } from '@hopwise/auth/node'
import {
  createDataDirectory,
  dataFiles,
  existingDataDirectory,
  openUsers,
  type UserStore,
} from '@hopwise/store'
import { EXIT } from '../exit-code.ts'
import { Problem } from '../problem.ts'
import type { Surroundings } from '../surroundings.ts'

/**
 * For the one command that may be the first of all: `user add`.
 *
 * @throws {StoreError}
 */
export function createUserStore(directory: string, surroundings: Surroundings): UserStore {
  const { files, undo } = createDataDirectory(directory)
  try {
    return open(files.users, surroundings)
  } catch (error) {
    undo()
    throw error
  }
}

/** Whether there is a user of that name already; creates nothing. */
export function isTaken(name: string, directory: string, surroundings: Surroundings): boolean {
  const { users: file } = dataFiles(directory)
  if (!existsSync(file)) return false
  const users = open(file, surroundings)
  try {
    return users.find(name) !== undefined
  } finally {
    users.close()
  }
}

/**
 * For commands about users that are there. Creates nothing: run by root, it would make files that the
 * proxy's own user cannot open.
 *
 * @throws {StoreError | Problem}
 */
export function existingUserStore(directory: string, surroundings: Surroundings): UserStore {
  const files = existingDataDirectory(directory)
  if (existsSync(files.users)) return open(files.users, surroundings)
  throw new Problem(
    EXIT.data,
    `There are no users in ${directory} yet: hopwise user add NAME makes one, so does the first start of the proxy.`,
  )
}

function open(file: string, { nowMs }: Surroundings): UserStore {
  return openUsers({ file, hashing: argon2idHashing, nowMs, busyMs: 5_000 })
}
