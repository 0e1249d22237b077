import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { hash as digest } from 'node:crypto'
import { after, test } from 'node:test'
import { type PasswordHash, parsePasswordHash } from '../password/password-hash.ts'
import { Secret } from '../secret.ts'
import { createPasswordVerifier } from './verify-password.ts'

const verifier = createPasswordVerifier()
after(() => verifier.close())

/** Made with Apache's htpasswd 2.4, OpenSSL 3.0, glibc and the argon2 library, all of "pä:ss". */
const FIXED: readonly string[] = [
  '$2y$05$V/BSPeV2vcdNhCkrMJFWoOu6JGH2UPblE/o.Oro5Gqu2n9R9ecWGi',
  '{SHA}bGkQtTTkOUsshX+8+f+zizTHrUw=',
  '$6$rounds=2000$XJyMn1soUIkMLnwq$pvai/USFnzkadezyKPVbYMGcxOQXy.40fUnyKKa4XnVaHwLiHYzXoJYBnA8rSw1mq4gDRQ.xKZXiYlaL38EpJ.',
  '$argon2id$v=19$m=256,t=1,p=1$/eWLi2UYP6E76hBUShl1rQ$QDjJRlwW679Mj4keWUagLCio/6lwHpM2oVo3msYadGY',
]

for (const text of FIXED) {
  test(`the fixed hash ${text.slice(0, 10)} is verified`, () => verifies(text, 'pä:ss'))
}

test('$2a$ and $2b$ are read like $2y$', async () => {
  for (const mark of ['$2a$', '$2b$']) await verifies(FIXED[0]!.replace('$2y$', mark), 'pä:ss')
})

test('a salted SHA-1 is verified with its salt', async () => {
  const sha1 = digest('sha1', 'pä:sssalt', 'buffer')
  const text = Buffer.concat([sha1, Buffer.from('salt')]).toString('base64')
  await verifies(`{SSHA}${text}`, 'pä:ss')
})

const PASSWORDS = ['secret', 'pä:ss wörd пароль 🔑', 'x'.repeat(64), "quo'te$\\"] as const

const MADE: readonly [name: string, command: string, args: readonly string[]][] = [
  ['htpasswd, bcrypt', 'htpasswd', ['-niB', '-C', '4', 'user']],
  ['htpasswd, apr1', 'htpasswd', ['-nim', 'user']],
  ['htpasswd, SHA-256', 'htpasswd', ['-ni2', 'user']],
  ['htpasswd, SHA-512 with rounds', 'htpasswd', ['-ni5', '-r', '1500', 'user']],
  ['htpasswd, SHA-1', 'htpasswd', ['-nis', 'user']],
  ['openssl, apr1', 'openssl', ['passwd', '-apr1', '-stdin']],
  ['openssl, MD5-crypt', 'openssl', ['passwd', '-1', '-stdin']],
  ['openssl, SHA-256', 'openssl', ['passwd', '-5', '-stdin']],
  [
    'openssl, SHA-512 with rounds',
    'openssl',
    ['passwd', '-6', '-salt', 'rounds=1234$abc', '-stdin'],
  ],
]

for (const [name, command, args] of MADE) {
  const isMissing = spawnSync(command, ['version']).error !== undefined
  const skip = isMissing ? `${command} is not installed` : false
  test(`what this machine's program makes is verified: ${name}`, { skip }, async () => {
    for (const password of PASSWORDS) {
      const input = `${password}\n`
      const made = execFileSync(command, args, { input, encoding: 'utf8', stdio: 'pipe' }).trim()
      await verifies(made.replace(/^user:/, ''), password)
    }
  })
}

test('bcrypt looks at the first 72 octets only, as everywhere', async () => {
  // Made with `htpasswd -nbB -C 4` of 72 times x.
  const hash = parsed('$2y$04$1PZrFFQ79pqPITZVAkEcs.XaLfTW8lQrK/Aw43.DOFyKY5sNSO3ua')
  assert.equal(await verifier.verify(hash, new Secret('x'.repeat(72))), true)
  assert.equal(await verifier.verify(hash, new Secret('x'.repeat(90))), true)
  assert.equal(await verifier.verify(hash, new Secret('x'.repeat(71))), false)
})

async function verifies(text: string, password: string): Promise<void> {
  const hash = parsed(text)
  assert.equal(await verifier.verify(hash, new Secret(password)), true, text)
  assert.equal(await verifier.verify(hash, new Secret(`${password.slice(0, -1)}?`)), false, text)
  assert.equal(await verifier.verify(hash, new Secret('')), false, text)
}

function parsed(text: string): PasswordHash {
  const result = parsePasswordHash(text)
  assert.ok(result.kind === 'hash', `${text}: ${JSON.stringify(result)}`)
  return result.hash
}
