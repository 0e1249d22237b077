import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { test } from 'node:test'
import { type ShaCryptFormat, shaCrypt } from './sha-crypt.ts'

/** Made with glibc's crypt(3) and Apache's htpasswd 2.4. */
const VECTORS: readonly [
  ShaCryptFormat,
  password: string,
  salt: string,
  rounds: number,
  checksum: string,
][] = [
  [
    'sha256-crypt',
    'Hello world!',
    'saltstring',
    5000,
    '5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5',
  ],
  [
    'sha512-crypt',
    'Hello world!',
    'saltstring',
    5000,
    'svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1',
  ],
  [
    'sha256-crypt',
    'a very much longer text to encrypt.  This one even stretches over morethan one line.',
    'anotherlongsalts',
    1400,
    'Rx.j8H.h8HjEDGomFU8bDkXm3XIUnzyxf12oP84Bnq1',
  ],
  [
    'sha512-crypt',
    'пароль',
    's',
    1000,
    'rwMgPZa8nlMyWeJzdIylhMdOGpQ3RIuRaOoAnWP25Fq702SsWMB.LPDez2qo/3xsMVLMpwdbNXTTc6guPoX6Q/',
  ],
  ['sha256-crypt', '', 'e', 5000, '9AcNaMJwwO/FMo7XMl5HULzG3Gvja0iwCp9Ys8m0sX2'],
  [
    'sha512-crypt',
    'x'.repeat(200),
    'longpass',
    5000,
    'VhgX21KCVk3I1LhFM/q/IM2O8uwm7wYPFiYvkPwxAFYVWwvzwm.dqRwWbxK2WTW5ghn10bKqN9InvQ0XToxHg0',
  ],
  [
    'sha512-crypt',
    'pä:ss',
    'XJyMn1soUIkMLnwq',
    2000,
    'pvai/USFnzkadezyKPVbYMGcxOQXy.40fUnyKKa4XnVaHwLiHYzXoJYBnA8rSw1mq4gDRQ.xKZXiYlaL38EpJ.',
  ],
]

for (const [format, password, salt, rounds, checksum] of VECTORS) {
  test(`${format} of ${password.length} characters, ${rounds} rounds, is what others compute`, () => {
    const octets = new TextEncoder().encode(password)
    const algorithm = format.slice(0, 'sha256'.length)
    const sha = (data: Uint8Array) => hash(algorithm, data, 'buffer')
    assert.equal(shaCrypt(format, octets, salt, rounds, sha), checksum)
  })
}
