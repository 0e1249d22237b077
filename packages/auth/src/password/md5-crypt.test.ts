import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { test } from 'node:test'
import { type Md5CryptFormat, md5Crypt } from './md5-crypt.ts'

/** Made with glibc's crypt(3), OpenSSL 3.0 `passwd -apr1` and Apache's htpasswd 2.4. */
const VECTORS: readonly [Md5CryptFormat, password: string, salt: string, checksum: string][] = [
  ['md5-crypt', 'secret', 'abcdefgh', 'cHJi5PXp/ki/ktXzqlk6I1'],
  ['md5-crypt', '', 'ab', 'rn6aQS/o7141mj179E/zA.'],
  ['md5-crypt', 'pä:ss wörd'.repeat(5), 'x', 'JAg0L2mC.9Kp4oJ8qrizJ0'],
  ['apr1', 'secret', 'fooSJUId', 'b724Z0XI3StjwAy/ETa/a/'],
  ['apr1', '', 'fooSJUId', 'ntiwJ3wKlIi9gCdsZz7ro/'],
  ['apr1', 'pä:ss wörd пароль longer than sixteen octets', 'fooSJUId', 'wYh9hrvVcmymcq0P/9qoT.'],
  ['apr1', 'pä:ss wörd пароль longer than sixteen octets', 'm0xZqn1i', 'OJ5z/fEOTPRRj3CoULriJ1'],
]

for (const [format, password, salt, checksum] of VECTORS) {
  test(`${format} of ${password.length} characters is what others compute`, () => {
    const octets = new TextEncoder().encode(password)
    assert.equal(
      md5Crypt(format, octets, salt, (data) => hash('md5', data, 'buffer')),
      checksum,
    )
  })
}
