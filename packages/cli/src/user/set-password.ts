import type { Surroundings } from '../surroundings.ts'
import type { AddOptions } from './add-user.ts'
import { checkDigestOptions, keepForDigest } from './digest-option.ts'
import { knownName } from './known-user.ts'
import { newPassword } from './new-password.ts'
import { existingUserStore } from './open-user-store.ts'

export async function setPassword(
  text: string,
  options: AddOptions,
  surroundings: Surroundings,
): Promise<void> {
  checkDigestOptions(options)
  const users = existingUserStore(options.data, surroundings)
  try {
    const name = knownName(text, users) // before the password is asked for in vain
    const { password, isGenerated } = await newPassword(name, options, surroundings)
    const before = users.digests.usesOf(name)
    await users.setPassword(name, password)
    keepForDigest(name, password, options, before, users, surroundings)
    const { expires } = options
    if (expires !== undefined) users.setExpires(name, expires === 'never' ? undefined : expires)
    surroundings.stderr.write(`user ${name} has another password\n`)
    if (isGenerated) surroundings.stdout.write(`${password.reveal()}\n`)
  } finally {
    users.close()
  }
}
