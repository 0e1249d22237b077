import { EXIT } from '../exit-code.ts'
import { Problem } from '../problem.ts'
import type { Surroundings } from '../surroundings.ts'
import { type AccountOptions, accountChange } from './account-options.ts'
import { checkDigestOptions, type DigestOptions, keepForDigest } from './digest-option.ts'
import { usableName } from './known-user.ts'
import { newPassword, type PasswordOptions } from './new-password.ts'
import { createUserStore, isTaken } from './open-user-store.ts'

export interface AddOptions extends PasswordOptions, DigestOptions, AccountOptions {
  readonly data: string
  readonly expires?: number | 'never'
}

/** Nothing is created before there is a password to keep. */
export async function addUser(
  text: string,
  options: AddOptions,
  surroundings: Surroundings,
): Promise<void> {
  const name = usableName(text)
  checkDigestOptions(options)
  if (isTaken(name, options.data, surroundings)) throw taken(name)
  const { password, isGenerated } = await newPassword(name, options, surroundings)
  const users = createUserStore(options.data, surroundings)
  try {
    const { expires } = options
    const expiry = typeof expires === 'number' ? { expiresMs: expires } : {}
    const account = accountChange(options)
    if (!(await users.add({ name, password, account, ...expiry }))) throw taken(name)
    keepForDigest(name, password, options, [], users, surroundings)
  } finally {
    users.close()
  }
  surroundings.stderr.write(`user ${name} was added\n`)
  if (isGenerated) surroundings.stdout.write(`${password.reveal()}\n`)
}

function taken(name: string): Problem {
  return new Problem(
    EXIT.negative,
    `There is a user ${name} already: hopwise user passwd ${name} sets another password.`,
  )
}
