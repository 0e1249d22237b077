import { generatePassword, PASSWORD_OCTETS, Secret } from '@hopwise/auth'
import { EXIT } from '../exit-code.ts'
import { Problem } from '../problem.ts'
import type { Surroundings } from '../surroundings.ts'
import { openSecretPrompt, type SecretPrompt } from './ask-secretly.ts'

export interface PasswordOptions {
  readonly passwordStdin?: boolean
  readonly generate?: boolean
}

export interface NewPassword {
  readonly password: Secret
  /** Whether it has to be shown, since nobody has seen it yet. */
  readonly isGenerated: boolean
}

/** @throws {Problem} when there is none, or none that a client could send */
export async function newPassword(
  name: string,
  options: PasswordOptions,
  surroundings: Surroundings,
): Promise<NewPassword> {
  if (options.generate === true) {
    const password = generatePassword(surroundings.random(PASSWORD_OCTETS))
    return { password, isGenerated: true }
  }
  const password =
    options.passwordStdin === true
      ? await readPassword(surroundings)
      : await askTwice(name, surroundings)
  checkPassword(password)
  return { password, isGenerated: false }
}

async function readPassword({ stdin }: Surroundings): Promise<Secret> {
  let text = ''
  for await (const chunk of stdin.setEncoding('utf8')) {
    text += String(chunk)
    if (text.length > PASSWORD_OCTETS_MAX + 2) break
  }
  return new Secret(text.replace(/\r?\n$/, ''))
}

async function askTwice(name: string, surroundings: Surroundings): Promise<Secret> {
  if (surroundings.stdin.isTTY !== true) {
    throw new Problem(
      EXIT.usage,
      'Standard input is not a terminal, so the password cannot be asked for: give it with --password-stdin, or let --generate make one.',
    )
  }
  const prompt = openSecretPrompt(surroundings)
  try {
    return await twiceTheSame(prompt, name)
  } finally {
    prompt.close()
  }
}

async function twiceTheSame(prompt: SecretPrompt, name: string): Promise<Secret> {
  const first = await prompt.ask(`Password for ${name}: `)
  checkPassword(first) // before it is typed again for nothing
  const second = await prompt.ask('The same again: ')
  if (first.reveal() === second.reveal()) return first
  throw new Problem(EXIT.usage, 'The two passwords differ: nothing was changed, try again.')
}

function checkPassword(password: Secret): void {
  const text = password.reveal()
  if (text === '') throw new Problem(EXIT.usage, 'The password is empty: nothing was changed.')
  if (/\p{Cc}/u.test(text)) {
    throw new Problem(
      EXIT.usage,
      'The password contains a control character or a line break, which Basic credentials cannot carry (RFC 7617): nothing was changed.',
    )
  }
  if (Buffer.byteLength(text) > PASSWORD_OCTETS_MAX) {
    throw new Problem(
      EXIT.usage,
      `The password is longer than ${PASSWORD_OCTETS_MAX} octets: nothing was changed.`,
    )
  }
}

/** In base64 a quarter of the 8 KiB that most servers take as a field. */
const PASSWORD_OCTETS_MAX = 1024
