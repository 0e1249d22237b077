import { parsePasswordHash } from '../password/password-hash.ts'
import type { Secret } from '../secret.ts'

/**
 * OWASP Password Storage Cheat Sheet, first choice for argon2id (2026): 19 MiB, two passes, one
 * lane: about 10 ms. `outputLen` and the salt of 16 octets are the library's defaults (RFC 9106 §4).
 */
export const ARGON2ID = {
  algorithm: 2,
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
} as const

/**
 * How Hopwise keeps passwords of its own. They are normalised to NFC here and by clients that follow
 * RFC 7617 §2.1, so that a keyboard that composes accents differently types the same password.
 */
export const argon2idHashing: {
  hash(password: Secret): Promise<string>
  /** Rejects when the text is no argon2id hash that we would verify. */
  verify(hash: string, password: Secret): Promise<boolean>
} = {
  async hash(password) {
    const argon2 = await import('@node-rs/argon2')
    return argon2.hash(normalised(password), ARGON2ID)
  },
  async verify(hash, password) {
    const parsed = parsePasswordHash(hash)
    if (parsed.kind === 'refused' || parsed.hash.format !== 'argon2id') {
      throw new Error('The stored password hash is not an argon2id hash within the limits')
    }
    const argon2 = await import('@node-rs/argon2')
    return argon2.verify(hash, normalised(password))
  },
}

function normalised(password: Secret): string {
  return password.reveal().normalize('NFC')
}
