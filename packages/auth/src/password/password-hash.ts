import { isBase64 } from '../base64.ts'
import type { Md5CryptFormat } from './md5-crypt.ts'
import type { ShaCryptFormat } from './sha-crypt.ts'

/** A stored password hash that we can verify, taken apart. `text` is what the libraries want whole. */
export type PasswordHash =
  | { readonly format: 'bcrypt'; readonly cost: number; readonly text: string }
  | {
      readonly format: 'argon2id'
      readonly memoryKib: number
      readonly passes: number
      readonly lanes: number
      readonly text: string
    }
  | { readonly format: Md5CryptFormat; readonly salt: string; readonly checksum: string }
  | {
      readonly format: ShaCryptFormat
      readonly rounds: number
      readonly salt: string
      readonly checksum: string
    }
  /** `{SHA}` has no salt, `{SSHA}` has one. Both are one round of SHA-1. */
  | { readonly format: 'sha1'; readonly salt: Uint8Array; readonly digest: Uint8Array }

export type PasswordHashProblem =
  | 'hash-missing'
  | 'hash-malformed'
  | 'hash-too-expensive'
  | 'format-unsupported'
  | 'des-crypt'
  | 'plain-text'

export type ParsedPasswordHash =
  | { readonly kind: 'hash'; readonly hash: PasswordHash }
  /** `detail` names a format or a limit. It is never a piece of the text, which may be a password. */
  | {
      readonly kind: 'refused'
      readonly problem: PasswordHashProblem
      readonly detail?: string
    }

/** Recognises the format of a stored hash by its mark and takes it apart. Never throws. */
export function parsePasswordHash(text: string): ParsedPasswordHash {
  if (text === '') return refused('hash-missing')
  const format = FORMATS.find(({ mark }) => mark.test(text))
  if (format) return format.parse(text)
  const foreign = UNSUPPORTED.find(([mark]) => text.startsWith(mark))
  if (foreign) return refused('format-unsupported', foreign[1])
  if (DES_CRYPT.test(text)) return refused('des-crypt')
  return refused('plain-text')
}

/** Hashes of the same work factor take the same time to verify. A salt may take a block of each round. */
export function workFactor(hash: PasswordHash): string {
  switch (hash.format) {
    case 'bcrypt':
      return `bcrypt ${hash.cost}`
    case 'argon2id':
      return `argon2id ${hash.memoryKib} ${hash.passes} ${hash.lanes}`
    case 'sha256-crypt':
    case 'sha512-crypt':
      return `${hash.format} ${hash.rounds} ${hash.salt.length}`
    case 'apr1':
    case 'md5-crypt':
      return `${hash.format} ${hash.salt.length}`
    case 'sha1':
      return hash.format
  }
}

interface Format {
  readonly mark: RegExp
  readonly parse: (text: string) => ParsedPasswordHash
}

function parseBcrypt(text: string): ParsedPasswordHash {
  const found = /^\$2[aby]\$(\d\d)\$[./0-9A-Za-z]{53}$/.exec(text)
  const cost = Number(found?.[1])
  if (!found || cost < 4 || cost > 31) return refused('hash-malformed', 'bcrypt')
  if (cost > BCRYPT_COST_MAX) return tooExpensive('cost', cost, BCRYPT_COST_MAX)
  return { kind: 'hash', hash: { format: 'bcrypt', cost, text } }
}

function parseArgon2id(text: string): ParsedPasswordHash {
  const found =
    /^\$argon2id\$v=19\$m=(\d{1,10}),t=(\d{1,10}),p=(\d{1,3})\$[A-Za-z0-9+/]{11,86}\$[A-Za-z0-9+/]{16,86}$/.exec(
      text,
    )
  const [memoryKib = 0, passes = 0, lanes = 0] = (found ?? []).slice(1).map(Number)
  if (passes < 1 || lanes < 1 || memoryKib < 8 * lanes) return refused('hash-malformed', 'argon2id')
  if (memoryKib > ARGON2_MEMORY_KIB_MAX) return tooExpensive('m', memoryKib, ARGON2_MEMORY_KIB_MAX)
  if (passes > ARGON2_PASSES_MAX) return tooExpensive('t', passes, ARGON2_PASSES_MAX)
  if (lanes > ARGON2_LANES_MAX) return tooExpensive('p', lanes, ARGON2_LANES_MAX)
  return { kind: 'hash', hash: { format: 'argon2id', memoryKib, passes, lanes, text } }
}

function parseMd5Crypt(text: string): ParsedPasswordHash {
  const found = /^\$(apr1|1)\$([^$]{0,8})\$([./0-9A-Za-z]{22})$/.exec(text)
  const format = text.startsWith('$apr1$') ? 'apr1' : 'md5-crypt'
  if (!found) return refused('hash-malformed', format)
  return { kind: 'hash', hash: { format, salt: found[2]!, checksum: found[3]! } }
}

function parseShaCrypt(text: string): ParsedPasswordHash {
  const found = /^\$[56]\$(?:rounds=(\d{1,9})\$)?([^$]{0,16})\$([./0-9A-Za-z]+)$/.exec(text)
  const [format, length] = text.startsWith('$5$')
    ? (['sha256-crypt', 43] as const)
    : (['sha512-crypt', 86] as const)
  const rounds = Number(found?.[1] ?? SHA_CRYPT_ROUNDS)
  // Drepper's tools write no number below 1000: they raise it and write that.
  if (found?.[3]?.length !== length || rounds < 1000) return refused('hash-malformed', format)
  if (rounds > SHA_CRYPT_ROUNDS_MAX) return tooExpensive('rounds', rounds, SHA_CRYPT_ROUNDS_MAX)
  return { kind: 'hash', hash: { format, rounds, salt: found[2]!, checksum: found[3] } }
}

function parseSha1(text: string): ParsedPasswordHash {
  const [, salted, base64 = ''] = /^\{(S?)SHA\}(.*)$/.exec(text) ?? []
  const isSalted = salted === 'S'
  if (!isBase64(base64)) return refused('hash-malformed', isSalted ? '{SSHA}' : '{SHA}')
  const octets = Uint8Array.from(atob(base64), (octet) => octet.charCodeAt(0))
  const [digest, salt] = [octets.slice(0, 20), octets.slice(20)]
  if (digest.length < 20 || isSalted !== salt.length > 0) {
    return refused('hash-malformed', isSalted ? '{SSHA}' : '{SHA}')
  }
  return { kind: 'hash', hash: { format: 'sha1', salt, digest } }
}

function tooExpensive(parameter: string, value: number, max: number): ParsedPasswordHash {
  return refused('hash-too-expensive', `${parameter}=${value}, at most ${max}`)
}

function refused(problem: PasswordHashProblem, detail?: string): ParsedPasswordHash {
  return { kind: 'refused', problem, ...(detail !== undefined && { detail }) }
}

// Limits: a line of a file must not be able to keep us busy. Each allows about two seconds of work
// on the machines of 2026, which is more than anybody waits for a proxy.
/** 2^15 rounds. `htpasswd` allows 17 and takes 5. */
const BCRYPT_COST_MAX = 15
const ARGON2_MEMORY_KIB_MAX = 262_144
const ARGON2_PASSES_MAX = 16
const ARGON2_LANES_MAX = 16
/** passlib writes 656 000; the format's own limit is 999 999 999. */
const SHA_CRYPT_ROUNDS_MAX = 1_000_000
/** What a hash without `rounds=` has. */
const SHA_CRYPT_ROUNDS = 5000

/** Traditional: salt of 2, checksum of 11; extended (BSDi): `_`, rounds of 4, salt of 4, checksum. */
const DES_CRYPT = /^(?:[./0-9A-Za-z]{13}|_[./0-9A-Za-z]{19})$/

const FORMATS: readonly Format[] = [
  { mark: /^\$2[aby]\$/, parse: parseBcrypt },
  { mark: /^\$argon2id\$/, parse: parseArgon2id },
  { mark: /^\$(?:apr1|1)\$/, parse: parseMd5Crypt },
  { mark: /^\$[56]\$/, parse: parseShaCrypt },
  { mark: /^\{S?SHA\}/, parse: parseSha1 },
]

/** Real formats that we do not verify, by their names, so that nobody is told "plain text". */
const UNSUPPORTED: readonly (readonly [mark: string, name: string])[] = [
  ['$y$', 'yescrypt'],
  ['$gy$', 'gost-yescrypt'],
  ['$7$', 'scrypt'],
  ['$scrypt$', 'scrypt'],
  ['$2x$', 'bcrypt $2x$'],
  ['$2$', 'bcrypt $2$'],
  ['$argon2i$', 'argon2i'],
  ['$argon2d$', 'argon2d'],
  ['$sha1$', 'sha1-crypt'],
  ['$md5', 'Sun MD5'],
  ['$3$', 'NT hash'],
  ['$pbkdf2', 'PBKDF2'],
  ['{SSHA256}', '{SSHA256}'],
  ['{SSHA512}', '{SSHA512}'],
  ['{SHA256}', '{SHA256}'],
  ['{SHA512}', '{SHA512}'],
  ['{MD5}', '{MD5}'],
  ['{SMD5}', '{SMD5}'],
  ['{CRYPT}', '{CRYPT}'],
]
