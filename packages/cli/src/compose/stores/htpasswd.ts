import { boundedStore, withGroups } from '@hopwise/auth'
import {
  describePasswordFileProblem,
  openPasswordFile,
  type PasswordFile,
  PasswordFileError,
} from '@hopwise/auth/node'
import type { HtpasswdStoreSection } from '../../config/sections/store-htpasswd.ts'
import { followPasswordFile } from '../../serve/htpasswd-users.ts'
import { Unusable } from '../unusable.ts'
import { openGroups } from './group-file.ts'
import type { OpenStore } from './opened-store.ts'

export const openHtpasswdStore: OpenStore<HtpasswdStoreSection> = async (
  { file, groups },
  path,
  composing,
) => {
  const passwords = await opened(file.from(composing.places.directory), [...path, 'file'])
  composing.closeLater(passwords)
  followPasswordFile(passwords, composing.notify)
  const bounded = boundedStore(passwords)
  if (groups === undefined) return { passwords: bounded }
  const known = await openGroups(groups, [...path, 'groups'], composing)
  return { passwords: withGroups(bounded, known) }
}

async function opened(name: string, path: readonly PropertyKey[]): Promise<PasswordFile> {
  try {
    return await openPasswordFile(name)
  } catch (error) {
    if (!(error instanceof PasswordFileError)) throw error
    const sentences = error.problems.map((problem) => describePasswordFileProblem(name, problem))
    throw new Unusable(path, ...sentences)
  }
}
