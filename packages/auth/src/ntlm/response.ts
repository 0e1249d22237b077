import { concat } from '../password/octets.ts'
import type { Tools } from '../serve-settings.ts'
import { md4 } from './md4.ts'
import { utf16 } from './message.ts'

/** What the answer to a challenge is computed from (MS-NLMP §3.3.2). */
export interface NtlmAnswering {
  readonly tools: Pick<Tools, 'hash'>
  readonly username: string
  readonly domain: string
  readonly password: string
  readonly serverChallenge: Uint8Array
  /** 8 octets of chance. */
  readonly clientChallenge: Uint8Array
  /** 8 octets, see `fileTime`. */
  readonly time: Uint8Array
  /** What the server said of itself, with what the client adds, as it goes into the answer. */
  readonly targetInfo: Uint8Array
}

export interface NtlmResponse {
  readonly ntResponse: Uint8Array
  readonly lmResponse: Uint8Array
  readonly sessionBaseKey: Uint8Array
}

/** NTLMv2's response, and LMv2's for servers that send no time (§3.1.5.1.2). */
export function respond(answering: NtlmAnswering): NtlmResponse {
  const { tools, serverChallenge, clientChallenge, time, targetInfo } = answering
  const key = responseKey(answering)
  const temp = concat(
    Uint8Array.of(1, 1, 0, 0, 0, 0, 0, 0),
    time,
    clientChallenge,
    new Uint8Array(4),
    targetInfo,
    new Uint8Array(4),
  )
  const proof = hmacMd5(tools, key, concat(serverChallenge, temp))
  const lm = hmacMd5(tools, key, concat(serverChallenge, clientChallenge))
  return {
    ntResponse: concat(proof, temp),
    lmResponse: concat(lm, clientChallenge),
    sessionBaseKey: hmacMd5(tools, key, proof),
  }
}

/** NTOWFv2: as good as the password. The domain's case counts, the user's does not. */
export function responseKey({
  tools,
  username,
  domain,
  password,
}: Pick<NtlmAnswering, 'tools' | 'username' | 'domain' | 'password'>): Uint8Array {
  const hash = md4(utf16(password))
  return hmacMd5(tools, hash, utf16(username.toUpperCase() + domain))
}

/** RFC 2104 over MD5. */
export function hmacMd5(
  tools: Pick<Tools, 'hash'>,
  key: Uint8Array,
  octets: Uint8Array,
): Uint8Array {
  const block = new Uint8Array(64)
  block.set(key.length > 64 ? md5(tools, key) : key)
  const inner = md5(
    tools,
    concat(
      block.map((octet) => octet ^ 0x36),
      octets,
    ),
  )
  return md5(
    tools,
    concat(
      block.map((octet) => octet ^ 0x5c),
      inner,
    ),
  )
}

export function md5({ hash }: Pick<Tools, 'hash'>, octets: Uint8Array): Uint8Array {
  const pairs = hash('md5', octets).match(/../g) ?? []
  return Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16))
}

/** A FILETIME: tenths of microseconds since 1601 (MS-DTYP §2.3.3). */
export function fileTime(timeMs: number): Uint8Array {
  const ticks = (BigInt(Math.trunc(timeMs)) + MS_1601_TO_1970) * 10_000n
  const view = new DataView(new ArrayBuffer(8))
  view.setBigUint64(0, ticks, true)
  return new Uint8Array(view.buffer)
}

const MS_1601_TO_1970 = 11_644_473_600_000n
