import { hash as digest } from 'node:crypto'
import { parentPort } from 'node:worker_threads'
import { md5Crypt } from '../password/md5-crypt.ts'
import type { PasswordHash } from '../password/password-hash.ts'
import { shaCrypt } from '../password/sha-crypt.ts'

export type CryptHash = Extract<PasswordHash, { checksum: string }>

export interface CryptTask {
  readonly id: number
  readonly hash: CryptHash
  readonly password: string
}

export interface CryptReply {
  readonly id: number
  readonly checksum: string
}

// The other end is `crypt-thread.ts`.
parentPort?.on('message', ({ id, hash, password }: CryptTask) => {
  const reply: CryptReply = { id, checksum: checksumOf(hash, new TextEncoder().encode(password)) }
  parentPort?.postMessage(reply)
})

function checksumOf(hash: CryptHash, password: Uint8Array): string {
  switch (hash.format) {
    case 'apr1':
    case 'md5-crypt':
      return md5Crypt(hash.format, password, hash.salt, (octets) => digest('md5', octets, 'buffer'))
    case 'sha256-crypt':
      return shaCrypt(hash.format, password, hash.salt, hash.rounds, (octets) =>
        digest('sha256', octets, 'buffer'),
      )
    case 'sha512-crypt':
      return shaCrypt(hash.format, password, hash.salt, hash.rounds, (octets) =>
        digest('sha512', octets, 'buffer'),
      )
  }
}
