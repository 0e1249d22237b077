import type { Groups } from '@hopwise/auth'
import { describeGroupFileProblem, GroupFileError, openGroupFile } from '@hopwise/auth/node'
import type { FilePath } from '../../config/values/file-path.ts'
import type { Composing } from '../composing.ts'
import { Unusable } from '../unusable.ts'
import { sayProblems } from './followed.ts'

/** @throws {Unusable} */
export async function openGroups(
  file: FilePath,
  path: readonly PropertyKey[],
  { places, notify, closeLater }: Composing,
): Promise<Groups> {
  const name = file.from(places.directory)
  try {
    const groups = await openGroupFile(name)
    closeLater(groups)
    sayProblems(groups, describeGroupFileProblem, notify)
    return groups
  } catch (error) {
    if (!(error instanceof GroupFileError)) throw error
    const sentences = error.problems.map((problem) => describeGroupFileProblem(name, problem))
    throw new Unusable(path, ...sentences)
  }
}
