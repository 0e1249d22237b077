import { hash as digest, timingSafeEqual } from 'node:crypto'
import type { PasswordHash } from '../password/password-hash.ts'
import type { Secret } from '../secret.ts'
import { type CryptThread, createCryptThread } from './crypt-thread.ts'

export interface PasswordVerifier {
  /** Takes the same time whether the password is right or wrong. Rejects when it cannot be told. */
  verify(hash: PasswordHash, password: Secret): Promise<boolean>
  /** Ends the thread. A verification that is under way rejects. */
  close(): Promise<void>
}

/** Verifies passwords against hashes of every format, none of them on the thread that serves. */
export function createPasswordVerifier(): PasswordVerifier {
  const thread = createCryptThread()
  return {
    verify: (hash, password) => verify(hash, password.reveal(), thread),
    close: () => thread.close(),
  }
}

async function verify(hash: PasswordHash, password: string, thread: CryptThread): Promise<boolean> {
  switch (hash.format) {
    case 'bcrypt': {
      // Loaded when needed: a platform without the binary can still use the other formats.
      const bcrypt = await import('@node-rs/bcrypt')
      return bcrypt.verify(password, hash.text)
    }
    case 'argon2id': {
      const argon2 = await import('@node-rs/argon2')
      return argon2.verify(hash.text, password)
    }
    case 'apr1':
    case 'md5-crypt':
    case 'sha256-crypt':
    case 'sha512-crypt':
      return equal(Buffer.from(hash.checksum), Buffer.from(await thread.checksum(hash, password)))
    case 'sha1': {
      const salted = Buffer.concat([Buffer.from(password), hash.salt])
      return equal(hash.digest, digest('sha1', salted, 'buffer'))
    }
  }
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}
