import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { Fault } from '@hopwise/journal'
import { requestHead, responseHead } from '../../testing/heads.ts'
import { aParent, withLogin } from '../../testing/parents.ts'
import { socketPair } from '../../testing/socket-pair.ts'
import { anEngine } from '../../testing/start-engine.ts'
import { nextHopOn } from '../connect-next-hop.ts'
import { Connection } from '../connection.ts'
import { roundsFor } from './rounds.ts'

const ASKED = { method: 'GET', target: 'http://o/' }
const ASKS = responseHead('HTTP/1.1 407 No', 'Proxy-Authenticate: Basic realm="a"')
const YES = responseHead('HTTP/1.1 200 OK')
const LINE = `Proxy-Authorization: Basic ${btoa('us:secret')}\r\n`

test('nothing is said before the first challenge, and from then on at once', async (t) => {
  const parent = aParent(1, { credentials: withLogin('us', 'secret') })
  const nextHop = await aNextHop(t)
  const first = roundsFor(parent, ASKED, [])
  assert.equal(await first.open(nextHop), '')
  assert.equal(first.areAsked(ASKS), true)
  assert.deepEqual(await first.answer(ASKS, nextHop), { lines: LINE, on: 'any' })
  first.settle(YES, nextHop)
  const second = roundsFor(parent, ASKED, [])
  assert.equal(await second.open(nextHop), LINE)
  second.abandon()
  assert.deepEqual(
    [parent.acceptedScheme, parent.mayStream, parent.asksNobody],
    ['basic', true, false],
  )
})

test('a parent that lets the first request through asks nobody, until it does', async (t) => {
  const parent = aParent(1, { credentials: withLogin('us', 'secret') })
  const nextHop = await aNextHop(t)
  roundsFor(parent, ASKED, []).settle(YES, nextHop)
  assert.equal(parent.asksNobody, true)
  const rounds = roundsFor(parent, ASKED, [])
  await rounds.answer(ASKS, nextHop)
  rounds.abandon()
  assert.equal(parent.asksNobody, false)
})

test('a connection that was signed in needs no credentials, another one does', async (t) => {
  const parent = aParent(1, { credentials: withLogin('D\\us', 'secret') })
  const [one, other] = [await aNextHop(t), await aNextHop(t)]
  const first = roundsFor(parent, ASKED, [])
  const asks = responseHead('HTTP/1.1 407 No', 'Proxy-Authenticate: NTLM')
  assert.equal((await first.answer(asks, one)).on, 'hold')
  const second = responseHead('HTTP/1.1 407 No', `Proxy-Authenticate: NTLM ${TYPE_2}`)
  assert.equal((await first.answer(second, one)).on, 'same')
  first.settle(YES, one)
  const later = roundsFor(parent, ASKED, [])
  assert.equal(await later.open(one), '')
  assert.match(await later.open(other), /^Proxy-Authorization: NTLM TlRMTVNTUAAB/)
  later.abandon()
})

test('a 401 to CONNECT refuses a password that was sent, and means nothing elsewhere', async (t) => {
  const nextHop = await aNextHop(t)
  const parent = aParent(1, { credentials: withLogin('us', 'secret') })
  const no = responseHead('HTTP/1.0 401 No')
  const rounds = roundsFor(parent, { ...ASKED, method: 'CONNECT' }, [])
  assert.equal(rounds.areAsked(no), false)
  await rounds.answer(ASKS, nextHop)
  assert.equal(rounds.areAsked(no), true)
  await assert.rejects(rounds.answer(no, nextHop), (error) => {
    assert(error instanceof Fault)
    return error.code === 'PARENT_CREDENTIALS_REJECTED'
  })
  assert.equal(roundsFor(parent, ASKED, []).areAsked(no), false)
})

test('a client’s own credentials go on as they are, and the 407 is for it', async (t) => {
  const parent = aParent(1, { credentials: { kind: 'pass-through' } })
  const { fields } = requestHead('GET http://o/ HTTP/1.1', 'Proxy-Authorization: NTLM abc=')
  const rounds = roundsFor(parent, ASKED, fields)
  assert.equal(await rounds.open(await aNextHop(t)), 'Proxy-Authorization: NTLM abc=\r\n')
  assert.equal(rounds.areAsked(ASKS), false)
})

test('behind SOCKS nothing is said, since it is the origin that would read it', async (t) => {
  const parent = aParent(1, { scheme: 'socks5', credentials: withLogin('us', 'secret') })
  const rounds = roundsFor(parent, ASKED, requestHead('GET http://o/ HTTP/1.1').fields)
  assert.equal(await rounds.open(await aNextHop(t)), '')
  assert.equal(rounds.areAsked(ASKS), false)
})

async function aNextHop(t: TestContext) {
  const { engine } = anEngine()
  const { near } = await socketPair(t)
  return nextHopOn(new Connection(near, engine.deadlines), 'key', 'address', engine)
}

/** A CHALLENGE_MESSAGE of Samba's ntlm_auth. */
const TYPE_2 = challengeMessage()

function challengeMessage(): string {
  const info = Buffer.from([2, 0, 2, 0, 0x44, 0, 0, 0, 0, 0])
  const head = Buffer.alloc(48)
  head.write('NTLMSSP\0', 0, 'latin1')
  head.writeUInt32LE(2, 8)
  head.writeUInt32LE(48, 16)
  head.writeUInt32LE(0x00828201 | 0x00080000, 20)
  head.writeBigUInt64LE(0x0123456789abcdefn, 24)
  head.writeUInt16LE(info.length, 40)
  head.writeUInt16LE(info.length, 42)
  head.writeUInt32LE(48, 44)
  return Buffer.concat([head, info]).toString('base64')
}
