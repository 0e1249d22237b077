import assert from 'node:assert/strict'
import { test } from 'node:test'
import { latin1 } from '@hopwise/http'
import { createAsker } from '../asking/index.ts'
import { Secret } from '../secret.ts'
import { toolsForTest } from '../testing/tools.ts'
import { connectBySocks, type SocksLine, type SocksMessage } from './connect-by-socks.ts'
import { SOCKS_SCHEMES } from './login-scheme.ts'

const NONE = '\x05\x00'
const WANTS_LOGIN = '\x05\x02'
const CONNECTED = '\x05\x00\x00\x01\x7f\x00\x00\x01\x00P'
const ASKS = '\x05\x01\x00\x03\x03a.b\x01\xbb'
const ALICE = '\x01\x05alice\x06secret'

/** Says what is scripted, one message for each that is read, and keeps what it is sent. */
function scripted(...script: readonly string[]) {
  const sent: string[] = []
  const left = [...script]
  const line: SocksLine = {
    send: (octets) => void sent.push(latin1(octets, 0, octets.length)),
    async read(reader) {
      const said = left.shift()
      if (said === undefined) throw new Error('closed')
      const read = reader(
        Uint8Array.from(said, (char) => char.charCodeAt(0)),
        0,
      )
      if (read.kind !== 'done') throw new Error(read.kind)
      return read.value
    },
  }
  return { line, sent }
}

function client(password?: string | (() => string), username = 'alice') {
  const asker = createAsker({ tools: toolsForTest(), schemes: SOCKS_SCHEMES })
  const find = () => {
    const now = typeof password === 'function' ? password() : password
    return now === undefined ? undefined : { username, password: new Secret(now) }
  }
  const messages: SocksMessage[] = []
  return {
    messages,
    host: 'a.b',
    port: 443,
    told: (message: SocksMessage) => void messages.push(message),
    login: {
      asker,
      answers: {
        'find-login': find,
        'find-token': () => undefined,
        'initiate-context': () => ({ kind: 'declined', detail: 'none' }) as const,
      },
    },
  }
}

test('without a login none is offered, and the name goes to the server', async () => {
  const { line, sent } = scripted(NONE, CONNECTED)
  assert.deepEqual(await connectBySocks(line, client()), { kind: 'connected' })
  assert.deepEqual(sent, ['\x05\x01\x00', ASKS])
})

test('with one it is offered, sent to who wants it, and who wants none is not sent it', async () => {
  const wanting = scripted(WANTS_LOGIN, '\x01\x00', CONNECTED)
  const alice = client('secret')
  assert.deepEqual(await connectBySocks(wanting.line, alice), { kind: 'connected' })
  assert.deepEqual(wanting.sent, ['\x05\x02\x00\x02', ALICE, ASKS])
  assert.deepEqual(alice.messages, [
    { kind: 'offered', methods: ['none', 'login'] },
    { kind: 'chosen', method: 'login' },
    { kind: 'login-sent', octets: ALICE.length },
    { kind: 'login-answered', answer: 'accepted' },
    { kind: 'asked' },
    { kind: 'replied', reply: 0 },
  ])
  const open = scripted(NONE, CONNECTED)
  await connectBySocks(open.line, alice)
  assert.deepEqual(open.sent, ['\x05\x02\x00\x02', ASKS])
})

test('who gives the login is asked once for each connection', async () => {
  let times = 0
  const alice = client(() => {
    times++
    return 'secret'
  })
  for (let made = 1; made <= 2; made++) {
    await connectBySocks(scripted(WANTS_LOGIN, '\x01\x00', CONNECTED).line, alice)
    assert.equal(times, made)
  }
})

test('an asker that may not answer by it offers no login', async () => {
  const { line, sent } = scripted('\x05\xff')
  const asker = createAsker({ tools: toolsForTest(), schemes: [] })
  const alice = client('secret')
  const login = { ...alice.login, asker }
  const outcome = await connectBySocks(line, { ...alice, login })
  assert.deepEqual(outcome, { kind: 'none-acceptable', offered: ['none'] })
  assert.deepEqual(sent, ['\x05\x01\x00'])
})

test('a refused login is sent once, until it changes', async () => {
  let password = 'wrong'
  const alice = client(() => password)
  const first = scripted(WANTS_LOGIN, '\x01\x01')
  const outcome = await connectBySocks(first.line, alice)
  assert.ok(outcome.kind === 'given-up')
  assert.equal(outcome.givenUp.reason, 'refused')
  const again = scripted(WANTS_LOGIN)
  const second = await connectBySocks(again.line, alice)
  assert.ok(second.kind === 'given-up')
  assert.deepEqual(
    [second.givenUp.reason, second.givenUp.passedOver],
    ['refused', [{ scheme: 'socks5', reason: 'secret-refused' }]],
  )
  assert.deepEqual(again.sent, ['\x05\x02\x00\x02'])
  password = 'secret'
  const changed = scripted(WANTS_LOGIN, '\x01\x00', CONNECTED)
  assert.deepEqual(await connectBySocks(changed.line, alice), { kind: 'connected' })
})

test('a login that was accepted is in doubt when it is refused, and spent three times before it is wrong', async () => {
  const alice = client('secret')
  const accepted = () => scripted(WANTS_LOGIN, '\x01\x00', CONNECTED)
  const reasonOf = async (line: SocksLine) => {
    const outcome = await connectBySocks(line, alice)
    return outcome.kind === 'given-up' ? outcome.givenUp.reason : outcome.kind
  }
  await connectBySocks(accepted().line, alice)
  for (const reason of ['refused-since', 'refused-since']) {
    assert.equal(await reasonOf(scripted(WANTS_LOGIN, '\x01\x01').line), reason)
  }
  assert.equal(await reasonOf(accepted().line), 'connected')
  for (const reason of ['refused-since', 'refused-since', 'refused']) {
    assert.equal(await reasonOf(scripted(WANTS_LOGIN, '\x01\x01').line), reason)
  }
  const again = scripted(WANTS_LOGIN)
  assert.equal(await reasonOf(again.line), 'refused')
  assert.equal(again.sent.length, 1)
})

test('refusals that were on their way together are one, and what is in doubt is tried by one at a time', async () => {
  const alice = client('secret')
  await connectBySocks(scripted(WANTS_LOGIN, '\x01\x00', CONNECTED).line, alice)
  const together = Array.from({ length: 5 }, () => scripted(WANTS_LOGIN, '\x01\x01'))
  await Promise.all(together.map(({ line }) => connectBySocks(line, alice)))
  const after = [
    scripted(WANTS_LOGIN, '\x01\x00', CONNECTED),
    scripted(WANTS_LOGIN, '\x01\x00', CONNECTED),
  ]
  const outcomes = await Promise.all(after.map(({ line }) => connectBySocks(line, alice)))
  assert.deepEqual(outcomes, [{ kind: 'connected' }, { kind: 'connected' }])
})

test('a login that nobody has accepted yet is tried by one connection at a time', async () => {
  const alice = client('wrong')
  const lines = [scripted(WANTS_LOGIN, '\x01\x01'), scripted(WANTS_LOGIN, '\x01\x01')]
  await Promise.all(lines.map(({ line }) => connectBySocks(line, alice)))
  const logins = lines.flatMap(({ sent }) => sent.filter((message) => message.startsWith('\x01')))
  assert.equal(logins.length, 1)
})

test('a login that cannot be sent is given up, with the reason', async () => {
  const { line } = scripted(WANTS_LOGIN)
  const outcome = await connectBySocks(line, client('p'.repeat(256)))
  assert.ok(outcome.kind === 'given-up')
  const { reason, passedOver } = outcome.givenUp
  assert.deepEqual([reason, passedOver[0]?.reason], ['unanswerable', 'login-length'])
})

test('what a server says instead of a connection is the outcome', async () => {
  const asked = client()
  const by = (...script: readonly string[]) => connectBySocks(scripted(...script).line, asked)
  assert.deepEqual(await by(NONE, '\x05\x02'), { kind: 'refused', reply: 2 })
  assert.deepEqual(await by('\x05\xff'), { kind: 'none-acceptable', offered: ['none'] })
  assert.deepEqual(await by(WANTS_LOGIN), { kind: 'method-not-offered' })
})

test('a name that SOCKS cannot carry is asked of nobody', async () => {
  const { line, sent } = scripted()
  const outcome = await connectBySocks(line, { ...client(), host: 'x'.repeat(256) })
  assert.deepEqual([outcome.kind, sent.length], ['name-impossible', 0])
})

test('a connection that ends rejects, and leaves the login to whoever comes next', async () => {
  const alice = client('secret')
  await assert.rejects(connectBySocks(scripted(WANTS_LOGIN).line, alice), /closed/)
  const next = scripted(WANTS_LOGIN, '\x01\x00', CONNECTED)
  assert.deepEqual(await connectBySocks(next.line, alice), { kind: 'connected' })
})
