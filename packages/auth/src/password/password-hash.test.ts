import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type PasswordHash, parsePasswordHash, workFactor } from './password-hash.ts'

const B53 = 'V/BSPeV2vcdNhCkrMJFWoOu6JGH2UPblE/o.Oro5Gqu2n9R9ecWGi'
const C43 = '5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5'
const C86 = C43 + C43
const ARGON = '/eWLi2UYP6E76hBUShl1rQ$QDjJRlwW679Mj4keWUagLCio/6lwHpM2oVo3msYadGY'

const ACCEPTED: readonly [text: string, format: PasswordHash['format'], workFactor: string][] = [
  [`$2y$05$${B53}`, 'bcrypt', 'bcrypt 5'],
  [`$2a$10$${B53}`, 'bcrypt', 'bcrypt 10'],
  [`$2b$15$${B53}`, 'bcrypt', 'bcrypt 15'],
  [`$argon2id$v=19$m=19456,t=2,p=1$${ARGON}`, 'argon2id', 'argon2id 19456 2 1'],
  ['$apr1$fooSJUId$b724Z0XI3StjwAy/ETa/a/', 'apr1', 'apr1 8'],
  ['$1$ab$rn6aQS/o7141mj179E/zA.', 'md5-crypt', 'md5-crypt 2'],
  [`$5$salt$${C43}`, 'sha256-crypt', 'sha256-crypt 5000 4'],
  [`$6$rounds=656000$salt$${C86}`, 'sha512-crypt', 'sha512-crypt 656000 4'],
  ['{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=', 'sha1', 'sha1'],
  ['{SSHA}5en6G6MezRroT3XKqkdPOmY/BfRhYmNk', 'sha1', 'sha1'],
]

for (const [text, format, factor] of ACCEPTED) {
  test(`recognised: ${text.slice(0, 20)}`, () => {
    const parsed = parsePasswordHash(text)
    assert.ok(parsed.kind === 'hash', JSON.stringify(parsed))
    assert.equal(parsed.hash.format, format)
    assert.equal(workFactor(parsed.hash), factor)
  })
}

test('salt and digest of the SHA-1 formats are taken apart', () => {
  const parsed = parsePasswordHash('{SSHA}5en6G6MezRroT3XKqkdPOmY/BfRhYmNk')
  assert.ok(parsed.kind === 'hash' && parsed.hash.format === 'sha1')
  assert.equal(new TextDecoder().decode(parsed.hash.salt), 'abcd')
  assert.equal(parsed.hash.digest.length, 20)
})

const REFUSED: readonly [text: string, problem: string, detail?: string][] = [
  ['', 'hash-missing'],
  ['secret', 'plain-text'],
  ['$ecret$', 'plain-text'],
  ['{secret}', 'plain-text'],
  ['JN80rILiDRthk', 'des-crypt'],
  ['_J9..rasmBYk8r9AiWNc', 'des-crypt'],
  ['$y$j9T$abc$def', 'format-unsupported', 'yescrypt'],
  [`$argon2i$v=19$m=19456,t=2,p=1$${ARGON}`, 'format-unsupported', 'argon2i'],
  [`$2x$05$${B53}`, 'format-unsupported', 'bcrypt $2x$'],
  ['{MD5}abc', 'format-unsupported', '{MD5}'],
  [`$2y$05$${B53.slice(1)}`, 'hash-malformed', 'bcrypt'],
  [`$2y$03$${B53}`, 'hash-malformed', 'bcrypt'],
  [`$2y$32$${B53}`, 'hash-malformed', 'bcrypt'],
  [`$2y$16$${B53}`, 'hash-too-expensive', 'cost=16, at most 15'],
  ['$argon2id$v=19$m=19456,t=2$a$b', 'hash-malformed', 'argon2id'],
  [`$argon2id$v=16$m=19456,t=2,p=1$${ARGON}`, 'hash-malformed', 'argon2id'],
  [`$argon2id$v=19$m=19456,t=0,p=1$${ARGON}`, 'hash-malformed', 'argon2id'],
  [`$argon2id$v=19$m=9999999,t=2,p=1$${ARGON}`, 'hash-too-expensive', 'm=9999999, at most 262144'],
  [`$argon2id$v=19$m=19456,t=99,p=1$${ARGON}`, 'hash-too-expensive', 't=99, at most 16'],
  [`$argon2id$v=19$m=19456,t=2,p=99$${ARGON}`, 'hash-too-expensive', 'p=99, at most 16'],
  ['$apr1$fooSJUId$b724Z0XI3StjwAy/ETa/a', 'hash-malformed', 'apr1'],
  ['$1$saltsalts$rn6aQS/o7141mj179E/zA.', 'hash-malformed', 'md5-crypt'],
  [`$5$salt$${C86}`, 'hash-malformed', 'sha256-crypt'],
  [`$6$salt$${C43}`, 'hash-malformed', 'sha512-crypt'],
  [`$6$rounds=999$salt$${C86}`, 'hash-malformed', 'sha512-crypt'],
  [`$6$rounds=999999999$salt$${C86}`, 'hash-too-expensive', 'rounds=999999999, at most 1000000'],
  ['{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ', 'hash-malformed', '{SHA}'],
  ['{SHA}YWJj', 'hash-malformed', '{SHA}'],
  ['{SHA}5en6G6MezRroT3XKqkdPOmY/BfRhYmNk', 'hash-malformed', '{SHA}'],
  ['{SSHA}5en6G6MezRroT3XKqkdPOmY/BfQ=', 'hash-malformed', '{SSHA}'],
]

for (const [text, problem, detail] of REFUSED) {
  test(`refused as ${problem}: ${JSON.stringify(text.slice(0, 32))}`, () => {
    assert.deepEqual(parsePasswordHash(text), {
      kind: 'refused',
      problem,
      ...(detail !== undefined && { detail }),
    })
  })
}
