import {
  describeHtdigestFileProblem,
  type HtdigestFile,
  HtdigestFileError,
  openHtdigestFile,
} from '@hopwise/auth/node'
import type { HtdigestStoreSection } from '../../config/sections/store-htdigest.ts'
import { Unusable } from '../unusable.ts'
import { sayProblems } from './followed.ts'
import type { OpenStore } from './opened-store.ts'

export const openHtdigestStore: OpenStore<HtdigestStoreSection> = async (
  { file },
  path,
  { places, notify, closeLater },
) => {
  const digests = await opened(file.from(places.directory), [...path, 'file'])
  closeLater(digests)
  sayProblems(digests, describeHtdigestFileProblem, notify)
  return { digests }
}

async function opened(name: string, path: readonly PropertyKey[]): Promise<HtdigestFile> {
  try {
    return await openHtdigestFile(name)
  } catch (error) {
    if (!(error instanceof HtdigestFileError)) throw error
    const sentences = error.problems.map((problem) => describeHtdigestFileProblem(name, problem))
    throw new Unusable(path, ...sentences)
  }
}
