import { readFileSync, statSync } from 'node:fs'
import { text as textOf } from 'node:stream/consumers'
import { Secret } from '@hopwise/auth'
import { fileReason } from '@hopwise/auth/node'
import { EXIT } from '../../exit-code.ts'
import { Problem } from '../../problem.ts'
import type { Surroundings } from '../../surroundings.ts'
import { openSecretPrompt } from '../../user/ask-secretly.ts'

export interface PasswordOptions {
  readonly user?: string | undefined
  readonly passwordStdin?: boolean | undefined
  readonly passwordFile?: string | undefined
}

/** The password for the parents, as it is at this moment; undefined where there is none any more. */
export type RelayPassword = () => Secret | undefined

/**
 * Where the password of `--user` comes from: a file, standard input, or whoever sits at the terminal.
 * Undefined without `--user`.
 *
 * @throws {Problem} when there is none
 */
export async function relayPassword(
  { user, passwordStdin, passwordFile }: PasswordOptions,
  surroundings: Surroundings,
): Promise<RelayPassword | undefined> {
  if (user === undefined) {
    if (passwordStdin !== true && passwordFile === undefined) return undefined
    throw new Problem(EXIT.usage, 'A password without a name: say with --user whose it is.')
  }
  if (passwordFile !== undefined) return followedFile(passwordFile)
  const password =
    passwordStdin === true
      ? new Secret((await textOf(surroundings.stdin)).replace(/\r?\n$/, ''))
      : await askFor(user, surroundings)
  if (password.reveal() === '') throw new Problem(EXIT.usage, 'The password is empty.')
  return () => password
}

/** Read again whenever it has changed, so that a new password counts without a restart. */
function followedFile(path: string): RelayPassword {
  let stamp = ''
  let password: Secret | undefined
  const read = (): Secret => {
    const { mtimeMs, size, ino } = statSync(path)
    const now = `${mtimeMs} ${size} ${ino}`
    if (password === undefined || now !== stamp) {
      password = new Secret(readFileSync(path, 'utf8').replace(/\r?\n$/, ''))
      stamp = now
    }
    return password
  }
  try {
    if (read().reveal() === '') throw new Problem(EXIT.usage, `${path}: the password is empty.`)
  } catch (error) {
    if (error instanceof Problem) throw error
    const why = fileReason(error)
    throw new Problem(EXIT.usage, `The password cannot be read from ${path}: ${why}.`)
  }
  return () => {
    try {
      return read()
    } catch {
      // Gone, or being replaced: a parent that asks now is told that there is no login.
      return undefined
    }
  }
}

async function askFor(user: string, surroundings: Surroundings): Promise<Secret> {
  if (surroundings.stdin.isTTY !== true) {
    throw new Problem(
      EXIT.usage,
      'Standard input is not a terminal, so the password cannot be asked for: give it with --password-file or --password-stdin.',
    )
  }
  const prompt = openSecretPrompt(surroundings)
  try {
    return await prompt.ask(`Password of ${user} for the parent proxy: `)
  } finally {
    prompt.close()
  }
}
