import { concat } from '../password/octets.ts'
import { type AvPair, readAvPairs } from './av-pairs.ts'
import { FLAG, OFFERED } from './flags.ts'

/** The first message (MS-NLMP §2.2.1.1). Names of domain and workstation are nobody's business yet. */
export function formatNegotiate(): Uint8Array {
  const message = new Writer(NEGOTIATE, 32)
  message.uint32(12, OFFERED)
  message.field(16, 0, 32)
  message.field(24, 0, 32)
  return message.octets
}

/** The server's message (§2.2.1.2). */
export interface NtlmChallenge {
  readonly flags: number
  /** 8 octets. */
  readonly serverChallenge: Uint8Array
  readonly targetInfo: readonly AvPair[]
}

/** Undefined for what is no challenge, or one without target information, which only NTLMv1 could answer. */
export function readNtlmChallenge(octets: Uint8Array): NtlmChallenge | undefined {
  if (octets.length < CHALLENGE_HEAD || !isMessage(octets, CHALLENGE)) return undefined
  const view = new DataView(octets.buffer, octets.byteOffset, octets.length)
  const flags = view.getUint32(20, true)
  if ((flags & FLAG.UNICODE) === 0 || (flags & FLAG.TARGET_INFO) === 0) return undefined
  const length = view.getUint16(40, true)
  const offset = view.getUint32(44, true)
  if (offset < CHALLENGE_HEAD || offset + length > octets.length) return undefined
  const targetInfo = readAvPairs(octets.subarray(offset, offset + length))
  return targetInfo && { flags, serverChallenge: octets.slice(24, 32), targetInfo }
}

export interface NtlmAuthenticate {
  readonly flags: number
  readonly lmResponse: Uint8Array
  readonly ntResponse: Uint8Array
  readonly domain: string
  readonly username: string
  readonly workstation: string
  /** Empty without a key exchange. */
  readonly sessionKey: Uint8Array
}

/** The client's answer (§2.2.1.3), the message integrity code still zero: it covers the message itself. */
export function formatAuthenticate(answer: NtlmAuthenticate): Uint8Array {
  const payload = [
    answer.lmResponse,
    answer.ntResponse,
    utf16(answer.domain),
    utf16(answer.username),
    utf16(answer.workstation),
    answer.sessionKey,
  ]
  const message = new Writer(AUTHENTICATE, AUTHENTICATE_HEAD)
  let offset = AUTHENTICATE_HEAD
  for (const [i, part] of payload.entries()) {
    message.field(12 + i * 8, part.length, offset)
    offset += part.length
  }
  message.uint32(60, answer.flags)
  return concat(message.octets, ...payload)
}

/** Where the code stands in the message, and how long it is (§2.2.1.3, MIC). */
export const INTEGRITY_CODE = { at: 72, length: 16 } as const

export function utf16(text: string): Uint8Array {
  const view = new DataView(new ArrayBuffer(text.length * 2))
  for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), true)
  return new Uint8Array(view.buffer)
}

/** The fixed part of a message: the signature, the type, and fields at fixed places. */
class Writer {
  readonly octets: Uint8Array
  readonly #view: DataView

  constructor(type: number, length: number) {
    const buffer = new ArrayBuffer(length)
    this.octets = new Uint8Array(buffer)
    this.#view = new DataView(buffer)
    this.octets.set(SIGNATURE)
    this.uint32(8, type)
  }

  uint32(at: number, value: number): void {
    this.#view.setUint32(at, value, true)
  }

  /** Length, room, and where it is: how all messages point into what follows the fixed part. */
  field(at: number, length: number, offset: number): void {
    this.#view.setUint16(at, length, true)
    this.#view.setUint16(at + 2, length, true)
    this.uint32(at + 4, offset)
  }
}

function isMessage(octets: Uint8Array, type: number): boolean {
  return SIGNATURE.every((octet, at) => octets[at] === octet) && octets[8] === type
}

const SIGNATURE: readonly number[] = [...new TextEncoder().encode('NTLMSSP\0')]
const NEGOTIATE = 1
const CHALLENGE = 2
const AUTHENTICATE = 3
const CHALLENGE_HEAD = 48
/** With version and integrity code. */
const AUTHENTICATE_HEAD = 88
