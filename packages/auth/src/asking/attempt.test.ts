import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Answers, drive, type InitiatedStep } from '../flow.ts'
import { formatAvPairs } from '../ntlm/av-pairs.ts'
import { FLAG, OFFERED } from '../ntlm/flags.ts'
import { utf16 } from '../ntlm/message.ts'
import type { ClientNeed } from '../scheme.ts'
import { Knows } from '../testing/served-space.ts'
import { toolsForTest } from '../testing/tools.ts'
import { type Asker, createAsker } from './asker.ts'
import type { Attempt } from './attempt.ts'
import type { GiveUp, Opening, Send, Step } from './step.ts'

const ASKED = { method: 'CONNECT', target: 'origin.example:443' }
const BASIC = 'Basic realm="r"'
const TYPE_2 = challengeOfNtlm()

const NOTHING_TO_ANSWER: readonly [values: readonly string[], reason: GiveUp['reason']][] = [
  [[], 'challenge-missing'],
  [[''], 'challenge-missing'],
  [['Basic; realm=\u201cDocuments\u201d'], 'challenge-malformed'],
  [['Concealed realm="r"'], 'unanswerable'],
  [['Negotiate'], 'unanswerable'],
]

for (const [values, reason] of NOTHING_TO_ANSWER) {
  test(`a 407 with ${JSON.stringify(values)} is ${reason}, and nobody is asked for a login`, () => {
    const knows = new Knows('alice', 'opensesame')
    const step = challenged(anAsker().begin(ASKED), values, knows)
    assert.deepEqual([step.kind, step.kind === 'give-up' && step.reason], ['give-up', reason])
    assert.equal(knows.asked, 0)
  })
}

test('credentials are refused by an answer without a challenge, too', () => {
  const asker = anAsker()
  const knows = new Knows('alice', 'wrong')
  const attempt = asker.begin(ASKED)
  challenged(attempt, [BASIC], knows)
  const step = challenged(attempt, [], knows)
  assert.equal(step.kind === 'give-up' && step.reason, 'refused')
  assert.equal(challenged(asker.begin(ASKED), [BASIC], knows).kind, 'give-up')
})

test('a handshake may begin on any connection of its own and goes on where it began', () => {
  const attempt = anAsker().begin(ASKED)
  const knows = withTickets(['YIIB', 'oRQx'])
  assert.deepEqual(brief(challenged(attempt, ['Negotiate'], knows)), ['Negotiate YIIB', 'hold'])
  assert.deepEqual(brief(challenged(attempt, ['Negotiate oRQw'], knows)), [
    'Negotiate oRQx',
    'same',
  ])
})

test('a ticket that is refused is not sent again; what is weaker is tried', () => {
  const attempt = anAsker().begin(ASKED)
  const knows = withTickets(['YIIB', 'YIIC'])
  challenged(attempt, ['Negotiate', BASIC], knows)
  const step = challenged(attempt, ['Negotiate', BASIC], knows)
  assert.ok(step.kind === 'send')
  assert.equal(step.scheme, 'basic')
  assert.deepEqual(step.passedOver, [{ scheme: 'negotiate', reason: 'ticket-refused' }])
})

test('a handshake whose connection is gone begins anew', () => {
  const attempt = anAsker().begin(ASKED)
  const knows = withTickets(['YIIB', 'YIIC'])
  challenged(attempt, ['Negotiate'], knows)
  attempt.connectionLost()
  assert.deepEqual(brief(challenged(attempt, ['Negotiate'], knows)), ['Negotiate YIIC', 'hold'])
})

test('after a success of a handshake a fresh connection begins with one, unasked', () => {
  const asker = anAsker()
  const knows = withTickets(['YIIB', 'YIIC', 'YIID'])
  const first = asker.begin(ASKED)
  challenged(first, ['Negotiate'], knows)
  first.settle(200)
  assert.equal(asker.signsConnectionIn, true)
  assert.deepEqual(brief(opened(asker.begin(ASKED), knows)), ['Negotiate YIIC', 'hold'])
})

test('NTLM proves the password with its second message; a bare challenge after that is a no', () => {
  const asker = anAsker()
  const knows = new Knows('alice', 'wrong')
  const attempt = asker.begin(ASKED)
  const first = challenged(attempt, ['NTLM'], knows)
  const second = challenged(attempt, [TYPE_2], knows)
  assert.ok(first.kind === 'send' && second.kind === 'send')
  assert.deepEqual([first.connection, second.connection], ['hold', 'same'])
  const last = challenged(attempt, ['NTLM'], knows)
  assert.ok(last.kind === 'give-up')
  assert.deepEqual(
    [last.reason, last.passedOver],
    ['refused', [{ scheme: 'ntlm', reason: 'login-refused' }]],
  )
  assert.equal(challenged(asker.begin(ASKED), ['NTLM'], knows).kind, 'give-up')
})

test('a round that nobody waits for after the password was proved is a no as well', () => {
  const asker = anAsker()
  const knows = new Knows('alice', 'wrong')
  const attempt = asker.begin(ASKED)
  for (const value of ['NTLM', TYPE_2]) challenged(attempt, [value], knows)
  assert.equal(challenged(attempt, [TYPE_2], knows).kind, 'give-up')
  assert.equal(challenged(asker.begin(ASKED), ['NTLM'], knows).kind, 'give-up')
})

test('a no to the beginning of an NTLM handshake is none to the password', () => {
  const asker = anAsker()
  const knows = new Knows('alice', 'opensesame')
  const attempt = asker.begin(ASKED)
  challenged(attempt, ['NTLM'], knows)
  assert.equal(challenged(attempt, ['NTLM'], knows).kind, 'give-up')
  assert.equal(challenged(asker.begin(ASKED), [BASIC], knows).kind, 'send')
})

test('a side that goes on asking is left after some rounds', () => {
  const attempt = anAsker().begin(ASKED)
  const knows = new Knows('alice', 'opensesame')
  let rounds = 0
  let step: Step
  do {
    const nonce = `nonce${rounds++}`
    const stale = rounds > 1 ? ', stale=true' : ''
    step = challenged(attempt, [`Digest realm="r", qop="auth", nonce="${nonce}"${stale}`], knows)
  } while (step.kind === 'send' && rounds < 50)
  assert.ok(step.kind === 'give-up')
  assert.equal(step.reason, 'too-many-rounds')
  assert.equal(rounds, 7)
})

for (const status of [400, 403, 503]) {
  test(`a ${status} does not say that the credentials were looked at: nothing is learnt`, () => {
    const asker = anAsker()
    const attempt = asker.begin(ASKED)
    challenged(attempt, [BASIC], new Knows('alice', 'opensesame'))
    attempt.settle(status)
    assert.equal(asker.isPreemptive, false)
  })
}

test('who waits for a secret that is being tried is next when that is abandoned', () => {
  const asker = anAsker()
  const knows = new Knows('alice', 'opensesame')
  const [one, other] = [asker.begin(ASKED), asker.begin(ASKED)]
  assert.equal(challenged(one, [BASIC], knows).kind, 'send')
  assert.equal(challenged(other, [BASIC], knows).kind, 'wait')
  one.abandon()
  assert.equal(challenged(other, [BASIC], knows).kind, 'send')
})

test('who does not know the password and says so wrongly is not trusted with it again', () => {
  const asker = anAsker()
  const attempt = asker.begin(ASKED)
  const knows = new Knows('alice', 'opensesame')
  challenged(attempt, ['Digest realm="r", qop="auth", nonce="n"'], knows)
  assert.equal(attempt.settle(200, [`rspauth="${'0'.repeat(32)}"`]), 'wrong')
  assert.equal(asker.isPreemptive, false)
})

test('a no to credentials that nobody asked for is told apart, so that it can be asked whose it is', () => {
  const asker = anAsker()
  const knows = new Knows('alice', 'opensesame')
  const first = asker.begin(ASKED)
  challenged(first, [BASIC], knows)
  assert.equal(first.wouldBeRefused([BASIC]), false, 'somebody asked')
  first.settle(200)
  const second = asker.begin(ASKED)
  assert.equal(second.wouldBeRefused([BASIC]), false, 'nothing was sent')
  opened(second, knows)
  assert.equal(second.wouldBeRefused([BASIC]), true)
  assert.equal(second.wouldBeRefused([]), true)
  assert.equal(asker.isPreemptive, true, 'asking changes nothing')
})

test('a no to a whole handshake is told apart from one to its beginning, and from one to a password', () => {
  const knows = new Knows('alice', 'opensesame')
  const attempt = anAsker().begin(ASKED)
  assert.equal(attempt.wouldEndHandshake(['NTLM']), false)
  challenged(attempt, ['NTLM'], knows)
  assert.equal(attempt.wouldEndHandshake(['NTLM']), false)
  challenged(attempt, [`NTLM ${TYPE_2}`], knows)
  assert.deepEqual(
    [['NTLM'], [BASIC], [], [`NTLM ${TYPE_2}`]].map((values) => attempt.wouldEndHandshake(values)),
    [true, true, true, false],
  )
  const other = anAsker().begin(ASKED)
  challenged(other, [BASIC], knows)
  assert.equal(other.wouldEndHandshake([BASIC]), false)
})

test('what proves a password is bound to the connection that it was asked for on', () => {
  const knows = new Knows('alice', 'opensesame')
  const lengths = [undefined, new Uint8Array(53)].map((binding) => {
    const attempt = anAsker().begin(ASKED)
    challenged(attempt, ['NTLM'], knows, binding)
    return brief(challenged(attempt, [TYPE_2], knows, binding))[0]?.length
  })
  assert.ok(lengths[0]! < lengths[1]!, 'there is one attribute more')
})

function anAsker(): Asker {
  return createAsker({ tools: toolsForTest() })
}

function challenged(
  attempt: Attempt,
  values: readonly string[],
  answers: Answers<ClientNeed>,
  channelBinding?: Uint8Array,
): Step {
  const step = drive(attempt.challenged(values, channelBinding), answers)
  assert.ok(!(step instanceof Promise))
  return step
}

function opened(attempt: Attempt, answers: Answers<ClientNeed>): Opening {
  const opening = drive(attempt.open(), answers)
  assert.ok(!(opening instanceof Promise))
  return opening
}

function brief(step: Step | Opening | Send): readonly string[] {
  return step.kind === 'send' ? [step.value.reveal(), step.connection] : [step.kind]
}

/** Somebody with a login and with tickets for that many rounds. */
function withTickets(tokens: string[]): Knows {
  const knows = new Knows('alice', 'opensesame')
  knows['initiate-context'] = ({ context }): InitiatedStep => {
    const token = tokens.shift()
    if (token === undefined) return { kind: 'declined', detail: 'no more' }
    return { kind: 'token', token, context: context ?? {} }
  }
  return knows
}

/** The second message of a handshake (MS-NLMP §2.2.1.2). */
function challengeOfNtlm(): string {
  const info = formatAvPairs([{ id: 2, value: utf16('TEST') }])
  const message = Buffer.alloc(56)
  message.write('NTLMSSP\0', 'latin1')
  message.writeUInt32LE(2, 8)
  message.writeUInt32LE((OFFERED | FLAG.TARGET_INFO) >>> 0, 20)
  message.write('01234567', 24, 'latin1')
  message.writeUInt16LE(info.length, 40)
  message.writeUInt32LE(56, 44)
  return `NTLM ${Buffer.concat([message, info]).toString('base64')}`
}
