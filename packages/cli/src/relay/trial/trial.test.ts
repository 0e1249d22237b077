import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { type TestContext, test } from 'node:test'
import { type Answers, type ClientNeed, createAsker, Secret } from '@hopwise/auth'
import { TOOLS } from '@hopwise/auth/node'
import { cleanUp } from '../../testing/clean-up.ts'
import { type Trial, type TrialRequest, tryParent } from './trial.ts'

const CONNECT: TrialRequest = { method: 'CONNECT', target: 'a.test:443', host: 'a.test:443' }
const BASIC = `Basic ${btoa('max:secret')}`
const CHALLENGE = 'Proxy-Authenticate: Negotiate, Basic realm="corp"\r\n'
const OK = 'HTTP/1.1 200 Yes\r\nVia: 1.1 corp\r\n\r\n'

/** A proxy that answers each head with what the script says next, then closes. */
async function parent(t: TestContext, ...script: readonly string[]) {
  const heads: string[] = []
  let connections = 0
  const server = createServer((socket) => {
    connections++
    socket.on('error', () => undefined)
    socket.on('data', (piece) => {
      heads.push(piece.toString('latin1'))
      const answer = script[heads.length - 1]
      if (answer === undefined) socket.end()
      else if (/^Connection: close/m.test(answer)) socket.end(answer)
      else socket.write(answer)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  cleanUp(t, () => server.close())
  const { port } = server.address() as AddressInfo
  return { port, heads, connections: () => connections }
}

function trial(
  port: number,
  request = CONNECT,
  password: string | undefined = 'secret',
): Promise<Trial> {
  const answers: Answers<ClientNeed> = {
    'find-login': () =>
      password === undefined ? undefined : { username: 'max', password: new Secret(password) },
    'find-token': () => undefined,
    'initiate-context': () => ({ kind: 'declined', detail: 'no ticket' }),
  }
  const proxy = { scheme: 'http', host: '127.0.0.1', port } as const
  return tryParent({ proxy, asker: createAsker({ tools: TOOLS }), answers, request })
}

const refusal = (more = ''): string =>
  `HTTP/1.1 407 Who are you\r\n${CHALLENGE}${more}Content-Length: 2\r\n\r\nno`

test('two rounds on one connection: what was offered, chosen, passed over, sent and answered', async (t) => {
  const { port, heads, connections } = await parent(t, refusal(), OK)
  const { rounds, end } = await trial(port)
  assert.deepEqual(end, { kind: 'answered', status: 200 })
  assert.equal(connections(), 1)
  const [first, second] = rounds
  assert.equal(first?.sent, undefined)
  assert.deepEqual(
    first?.offered?.challenges.map(({ scheme }) => scheme),
    ['negotiate', 'basic'],
  )
  assert.equal(first?.chosen, 'basic')
  assert.deepEqual(first?.passedOver, [
    { scheme: 'negotiate', reason: 'ticket-missing', detail: 'no ticket' },
  ])
  assert.deepEqual(second?.sent, { scheme: 'basic', characters: BASIC.length })
  assert.equal(second?.answer.status, 200)
  assert.doesNotMatch(heads[0] ?? '', /Proxy-Authorization/)
  assert.ok(heads[1]?.includes(`Proxy-Authorization: ${BASIC}\r\n`))
})

test('a parent that closes after its 407 is asked again on another connection', async (t) => {
  const { port, connections } = await parent(t, refusal('Connection: close\r\n'), OK)
  assert.deepEqual((await trial(port)).end, { kind: 'answered', status: 200 })
  assert.equal(connections(), 2)
})

test('a wrong password is sent once', async (t) => {
  const { port, heads } = await parent(t, refusal(), refusal(), refusal())
  const { end, rounds } = await trial(port)
  assert.deepEqual(end, { kind: 'gave-up', reason: 'refused' })
  assert.equal(rounds.length, 2)
  assert.equal(heads.filter((head) => head.includes(BASIC)).length, 1)
})

test('nothing is kept of what was sent, though the parent repeats it', async (t) => {
  const echo = `HTTP/1.1 407 ${BASIC}\r\nProxy-Authenticate: Basic realm="${btoa('max:secret')}"\r\nVia: 1.1 ${BASIC}\r\nContent-Length: 0\r\n\r\n`
  const { port } = await parent(t, refusal(), echo)
  const { rounds } = await trial(port)
  const kept = JSON.stringify(rounds, (_, value: unknown) =>
    value instanceof Map ? [...value] : value,
  )
  assert.equal(rounds.length, 2)
  assert.ok(!kept.includes(btoa('max:secret')) && !kept.includes('max:secret'), kept)
})

test('a plain request goes out with the whole address', async (t) => {
  const { port, heads } = await parent(t, OK)
  await trial(port, { method: 'GET', target: 'http://a.test/x', host: 'a.test' })
  assert.match(heads[0] ?? '', /^GET http:\/\/a\.test\/x HTTP\/1\.1\r\nHost: a\.test\r\n/)
})

test('a 407 without a challenge, no answer, nonsense, and nobody there each have their name', async (t) => {
  const bare = await parent(t, 'HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n')
  assert.deepEqual((await trial(bare.port)).end, { kind: 'gave-up', reason: 'challenge-missing' })
  const ends = []
  for (const script of [[], ['SSH-2.0-OpenSSH\r\n\r\n']]) {
    ends.push((await trial((await parent(t, ...script)).port)).end)
  }
  ends.push((await trial(1)).end)
  assert.deepEqual(
    ends.map((end) => end.kind === 'failed' && end.code),
    ['NEXT_HOP_CLOSED', 'RESPONSE_MALFORMED', 'CONNECT_REFUSED'],
  )
})
