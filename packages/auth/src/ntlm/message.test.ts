import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { formatAvPairs } from './av-pairs.ts'
import { FLAG } from './flags.ts'
import { formatAuthenticate, formatNegotiate, readNtlmChallenge, utf16 } from './message.ts'

test('the first message is the signature, the type, and what is offered', () => {
  const message = Buffer.from(formatNegotiate())
  assert.equal(message.subarray(0, 8).toString('latin1'), 'NTLMSSP\0')
  assert.equal(message.readUInt32LE(8), 1)
  assert.equal(
    message.readUInt32LE(12) & FLAG.EXTENDED_SESSION_SECURITY,
    FLAG.EXTENDED_SESSION_SECURITY,
  )
  assert.equal(message.length, 32)
})

/** As MS-NLMP §2.2.1.2 lays it out, the target information last. */
function challenge(flags: number = FLAG.UNICODE | FLAG.TARGET_INFO): Buffer {
  const info = formatAvPairs([{ id: 2, value: utf16('Domain') }])
  const head = Buffer.alloc(56)
  head.write('NTLMSSP\0', 'latin1')
  head.writeUInt32LE(2, 8)
  head.writeUInt32LE(flags, 20)
  head.write('0123456789abcdef', 24, 'hex')
  head.writeUInt16LE(info.length, 40)
  head.writeUInt32LE(56, 44)
  return Buffer.concat([head, info])
}

test('the challenge of the server is read', () => {
  const read = readNtlmChallenge(challenge())
  assert.equal(Buffer.from(read?.serverChallenge ?? []).toString('hex'), '0123456789abcdef')
  assert.equal(Buffer.from(read?.targetInfo[0]?.value ?? []).toString('utf16le'), 'Domain')
})

test('a challenge without target information, which NTLMv2 needs, is none', () => {
  assert.equal(readNtlmChallenge(challenge(FLAG.UNICODE)), undefined)
  assert.equal(readNtlmChallenge(challenge(FLAG.TARGET_INFO)), undefined, 'OEM text')
})

test('target information outside of the message is not read', () => {
  const message = challenge()
  message.writeUInt32LE(0xffff_fff0, 44)
  assert.equal(readNtlmChallenge(message), undefined)
  const inside = challenge()
  inside.writeUInt32LE(8, 44)
  assert.equal(readNtlmChallenge(inside), undefined, 'it must not be the head')
})

test('no octets make the reader throw', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 120 }),
      fc.nat({ max: 55 }),
      fc.nat(255),
      (tail, at, octet) => {
        const message = Buffer.concat([challenge(), tail])
        message[at] = octet
        readNtlmChallenge(message)
        readNtlmChallenge(tail)
      },
    ),
  )
})

test('the answer points to each of its parts', () => {
  const message = Buffer.from(
    formatAuthenticate({
      flags: 1,
      lmResponse: new Uint8Array(24),
      ntResponse: new Uint8Array(40).fill(2),
      domain: 'D',
      username: 'üser',
      workstation: '',
      sessionKey: new Uint8Array(16).fill(3),
    }),
  )
  const part = (at: number) => {
    const length = message.readUInt16LE(at)
    const offset = message.readUInt32LE(at + 4)
    return message.subarray(offset, offset + length)
  }
  assert.equal(message.readUInt32LE(8), 3)
  assert.deepEqual([part(12).length, part(20).length, part(52).length], [24, 40, 16])
  assert.deepEqual([part(28).toString('utf16le'), part(36).toString('utf16le')], ['D', 'üser'])
})
