import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseChallenges } from '@hopwise/http'
import { drive, type Login } from '../flow.ts'
import type { Answer, Session } from '../scheme.ts'
import { Secret } from '../secret.ts'
import { toolsForTest } from '../testing/tools.ts'
import { AV, avValue, formatAvPairs, readAvPairs } from './av-pairs.ts'
import { ntlmClient } from './client.ts'
import { FLAG, OFFERED } from './flags.ts'
import { utf16 } from './message.ts'

// Against Samba's own verifier: e2e/ntlm.test.ts.

const LOGIN: Login = { username: 'TESTDOM\\alice', password: new Secret('opensesame') }
const TIME = Buffer.from('0102030405060708', 'hex')

async function answer(value: string, session?: Session, login?: Login): Promise<Answer> {
  const [challenge] = parseChallenges([value]).challenges
  assert.ok(challenge)
  const requested = { method: 'GET', target: '/', tools: toolsForTest(), session }
  return drive(ntlmClient.answer(challenge, requested), { 'find-login': () => login })
}

function challengeValue(pairs: Parameters<typeof formatAvPairs>[0] = []): string {
  const info = formatAvPairs([{ id: 2, value: utf16('TESTDOM') }, ...pairs])
  const head = Buffer.alloc(56)
  head.write('NTLMSSP\0', 'latin1')
  head.writeUInt32LE(2, 8)
  head.writeUInt32LE((OFFERED | FLAG.TARGET_INFO) >>> 0, 20)
  head.write('0123456789abcdef', 24, 'hex')
  head.writeUInt16LE(info.length, 40)
  head.writeUInt32LE(56, 44)
  return `NTLM ${Buffer.concat([head, info]).toString('base64')}`
}

async function first() {
  const begun = await answer('NTLM', undefined, LOGIN)
  assert.ok(begun.kind === 'answered' && begun.session)
  return { value: begun.value.reveal(), session: begun.session }
}

function messageIn(answered: Answer): Buffer {
  assert.ok(answered.kind === 'answered')
  const [scheme, token = ''] = answered.value.reveal().split(' ')
  assert.equal(scheme, 'NTLM')
  return Buffer.from(token, 'base64')
}

test('a bare challenge begins, with a message that names nobody', async () => {
  const { value } = await first()
  assert.match(value, /^NTLM TlRMTVNTUAAB/)
})

test('without a login nothing is begun', async () => {
  assert.deepEqual(await answer('NTLM'), { kind: 'declined', reason: 'login-missing' })
})

test('the second message is answered by the third, with the domain and the name apart', async () => {
  const { session } = await first()
  const message = messageIn(await answer(challengeValue(), session))
  assert.equal(message.readUInt32LE(8), 3)
  const text = message.toString('latin1')
  assert.ok(text.includes(Buffer.from('TESTDOM', 'utf16le').toString('latin1')))
  assert.ok(text.includes(Buffer.from('alice', 'utf16le').toString('latin1')))
  assert.ok(!text.includes(Buffer.from('opensesame', 'utf16le').toString('latin1')))
})

test('a server that sends its time gets an integrity code and no LMv2 response', async () => {
  const { session } = await first()
  const message = messageIn(await answer(challengeValue([{ id: 7, value: TIME }]), session))
  const code = message.subarray(72, 88)
  assert.notEqual(code.toString('hex'), '0'.repeat(32))
  const lm = message.readUInt32LE(16)
  assert.equal(message.subarray(lm, lm + 24).toString('hex'), '0'.repeat(48))
  assert.ok(message.includes(TIME))
})

test('a server that sends no time gets no code, which it would not look at', async () => {
  const { session } = await first()
  const message = messageIn(await answer(challengeValue(), session))
  assert.equal(message.subarray(72, 88).toString('hex'), '0'.repeat(32))
})

for (const pairs of [[], [{ id: 7, value: TIME }]]) {
  const server = pairs.length === 0 ? 'sends no time' : 'sends its time'
  test(`the channel is bound when there is one, for a server that ${server}`, async () => {
    const { session } = await first()
    const [challenge] = parseChallenges([challengeValue(pairs)]).challenges
    const tools = toolsForTest()
    const bound = [undefined, Buffer.from('tls-server-end-point:1')].map((channelBinding) => {
      const requested = { method: 'GET', target: '/', tools, session, channelBinding }
      const step = ntlmClient.answer(challenge!, requested).next()
      assert.ok(step.done)
      return boundIn(messageIn(step.value))
    })
    // MD5 of sixteen zeros, the length 22, and the text: RFC 2744 §3.11.
    const hash = '7a55e66c2a8febb7a22d989bc2036d7b'
    assert.deepEqual(bound, [pairs.length === 0 ? undefined : '0'.repeat(32), hash])
  })
}

test('a no is a no: the same password is not tried again on the same challenge', async () => {
  const begun = await first()
  assert.deepEqual(await answer('NTLM', begun.session, LOGIN), {
    kind: 'declined',
    reason: 'login-refused',
  })
  const proved = await answer(challengeValue(), begun.session)
  assert.ok(proved.kind === 'answered')
  for (const value of ['NTLM', challengeValue()]) {
    const again = await answer(value, proved.session, LOGIN)
    assert.deepEqual(again, { kind: 'declined', reason: 'login-refused' }, value.slice(0, 8))
  }
})

test('a challenge that nobody asked for, or that cannot be read, is not answered', async () => {
  const { session } = await first()
  const cases: readonly [string, Session | undefined][] = [
    [challengeValue(), undefined],
    ['NTLM AAAA', session],
    ['NTLM TlRMTVNTUAAC', session],
  ]
  for (const [value, held] of cases) {
    const answered = await answer(value, held, LOGIN)
    assert.deepEqual(answered, { kind: 'declined', reason: 'challenge-malformed' }, value)
  }
})

/** MsvAvChannelBindings of a third message: behind the proof and the fixed part of the response. */
function boundIn(message: Buffer): string | undefined {
  const start = message.readUInt32LE(24)
  const response = message.subarray(start, start + message.readUInt16LE(20))
  const value = avValue(readAvPairs(response.subarray(44)) ?? [], AV.CHANNEL_BINDINGS)
  return value && Buffer.from(value).toString('hex')
}
