import { DIGEST_HASHES, type DigestAlgorithm, type Secret } from '@hopwise/auth'
import type { DigestUse, UserStore } from '@hopwise/store'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { EXIT } from '../exit-code.ts'
import { Problem } from '../problem.ts'
import type { Surroundings } from '../surroundings.ts'

export interface DigestOptions {
  readonly digestRealm?: readonly string[]
  readonly digestAlgorithm?: readonly DigestAlgorithm[]
  /** False for `--no-digest`. */
  readonly digest?: boolean
}

/** What Digest computes with is as good as the password, so it is kept only for whom somebody asks. */
export function addDigestOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--digest-realm <realm>',
        'keep what Digest needs in this realm; may be given several times',
      ).argParser(collect(parseRealm)),
    )
    .addOption(
      new Option(
        '--digest-algorithm <name>',
        'SHA-256, SHA-512-256 or MD5; SHA-256 unless said',
      ).argParser(collect(parseAlgorithm)),
    )
    .addOption(new Option('--no-digest', 'keep nothing for Digest any more'))
}

/** @throws {Problem} before a password is asked for in vain */
export function checkDigestOptions({ digestRealm, digestAlgorithm, digest }: DigestOptions): void {
  if (digestAlgorithm !== undefined && digestRealm === undefined) {
    throw new Problem(
      EXIT.usage,
      '--digest-algorithm needs a realm: say with --digest-realm which one the proxy has.',
    )
  }
  if (digest === false && digestRealm !== undefined) {
    throw new Problem(EXIT.usage, '--no-digest and --digest-realm are opposites: give one of them.')
  }
}

/**
 * Keeps for Digest what the options ask for; without any, what was kept before, made of the new password.
 *
 * @param before as `usesOf` gave it before the password was set
 */
export function keepForDigest(
  name: string,
  password: Secret,
  options: DigestOptions,
  before: readonly DigestUse[],
  users: UserStore,
  { stderr }: Surroundings,
): void {
  const uses = options.digest === false ? [] : (askedFor(options) ?? before)
  if (uses.length === 0) return
  users.digests.keep(name, password, uses)
  for (const { realm, algorithm } of uses) {
    stderr.write(
      `what Digest needs is kept for the realm ${JSON.stringify(realm)} (${algorithm})\n`,
    )
  }
}

function askedFor({ digestRealm, digestAlgorithm }: DigestOptions): DigestUse[] | undefined {
  const algorithms = [...new Set(digestAlgorithm ?? ['SHA-256' as const])]
  return (
    digestRealm &&
    [...new Set(digestRealm)].flatMap((realm) =>
      algorithms.map((algorithm) => ({ realm, algorithm })),
    )
  )
}

function collect<T>(parse: (text: string) => T): (text: string, before?: T[]) => T[] {
  return (text, before = []) => [...before, parse(text)]
}

function parseRealm(text: string): string {
  if (/^[\x20-\x7e]{1,200}$/.test(text)) return text
  throw new InvalidArgumentError('A realm is 1 to 200 characters of printable ASCII.')
}

function parseAlgorithm(text: string): DigestAlgorithm {
  const name = text.toUpperCase()
  if (Object.hasOwn(DIGEST_HASHES, name)) return name as DigestAlgorithm
  throw new InvalidArgumentError(`There are ${Object.keys(DIGEST_HASHES).join(', ')}.`)
}
