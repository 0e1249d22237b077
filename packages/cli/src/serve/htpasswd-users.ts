import {
  describePasswordFileProblem,
  openPasswordFile,
  type PasswordFile,
  PasswordFileError,
} from '@hopwise/auth/node'
import { EXIT } from '../exit-code.ts'
import { Problem } from '../problem.ts'

/**
 * The users of a password file. What is wrong with single lines is a notice, now and whenever the file
 * has changed.
 *
 * @throws {Problem} when nobody could sign in
 */
export async function openHtpasswd(
  path: string,
  notify: (text: string) => void,
): Promise<PasswordFile> {
  try {
    const file = await openPasswordFile(path)
    followPasswordFile(file, notify)
    return file
  } catch (error) {
    if (!(error instanceof PasswordFileError)) throw error
    throw new Problem(EXIT.configuration, sentenceOf(error), { cause: error })
  }
}

/** Says what is wrong with its lines, now and after every change. */
export function followPasswordFile(file: PasswordFile, notify: (text: string) => void): void {
  sayProblems(file, notify)
  file.onReload(() => {
    notify(`${file.path}: read again, ${count(file.userCount())}.`)
    sayProblems(file, notify)
  })
}

function sayProblems(file: PasswordFile, notify: (text: string) => void): void {
  for (const problem of file.problems()) notify(describePasswordFileProblem(file.path, problem))
}

/** The first that has a line, since that is where the editor goes. */
function sentenceOf({ path, problems }: PasswordFileError): string {
  const first = problems.find((problem) => problem.line !== undefined) ?? problems[0]
  if (first === undefined) return `${path}: the password file cannot be used.`
  const others = problems.length - 1
  const more = others === 0 ? '' : ` (${others} more in this file)`
  return `${describePasswordFileProblem(path, first)}${more}`
}

function count(users: number): string {
  return users === 1 ? '1 user' : `${users} users`
}
