import assert from 'node:assert/strict'
import type { Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import { eventually } from '../testing/eventually.ts'
import { asking, type Client, type Origin, startClient, startOrigin } from '../testing/loopback.ts'
import { closed } from '../testing/socket-pair.ts'
import { connecting, type RunningEngine, startEngine } from '../testing/start-engine.ts'
import type { Engine } from './engine.ts'

/** How often each kind of exchange takes place, and how many at a time. */
const ROUNDS = 24
const AT_ONCE = 24
const IDLE_MAX = 4

type Act = (client: Client, origin: Origin) => Promise<void>

interface Kind {
  readonly act: Act
  /** What is written down: so many entries, with these outcomes. */
  readonly outcomes: readonly string[]
}

const KINDS: Readonly<Record<string, Kind>> = {
  'two requests that are relayed': {
    outcomes: ['relayed', 'relayed'],
    act: async (client, origin) => {
      client.send(get(origin, '/ok') + get(origin, '/ok'))
      await client.until(/ok.*ok$/s)
    },
  },
  'content that is passed on': {
    outcomes: ['relayed'],
    act: async (client, origin) => {
      client.send(`${post(origin, '/ok', 'Transfer-Encoding: chunked')}3\r\nabc\r\n0\r\n\r\n`)
      await client.until(/ok$/)
    },
  },
  'a challenge, then the end': {
    outcomes: ['challenged', 'relayed'],
    act: async (client, origin) => {
      client.send(get(origin, '/ok').replace(/Proxy-Authorization: .*\r\n/, ''))
      await client.until(/ 407 /)
      client.send(get(origin, '/ok'))
      await client.until(/ok$/)
    },
  },
  'a large upload that is refused early': {
    outcomes: ['refused'],
    act: async (client, origin) => {
      client.send(post(origin, '/ok', 'Content-Length: 9000000').replace('Basic ok', 'Basic no'))
      client.socket.write(Buffer.alloc(500_000))
      await client.until(/ 407 .*\r\n\r\n/s)
    },
  },
  'a client that resets in the middle of its content': {
    outcomes: ['aborted'],
    act: async (client, origin) => {
      client.send(`${post(origin, '/continue', 'Content-Length: 9000')}abc`)
      await client.until(/ 100 /)
      client.socket.resetAndDestroy()
    },
  },
  'a client that resets in the middle of its response': {
    outcomes: ['aborted'],
    act: async (client, origin) => {
      client.send(get(origin, '/endless'))
      await client.until(/x{1000}/)
      client.socket.resetAndDestroy()
    },
  },
  'a client that leaves in the middle of a head': {
    outcomes: [],
    act: async (client, origin) => client.send(get(origin, '/ok').slice(0, 30)),
  },
  'an origin that resets instead of answering': {
    outcomes: ['failed'],
    act: async (client, origin) => {
      client.send(get(origin, '/reset'))
      await client.until(/ 502 .*\r\n\r\n/s)
    },
  },
  'an origin that resets in the middle of its response': {
    outcomes: ['aborted'],
    act: async (client, origin) => {
      client.send(get(origin, '/cut'))
      await client.rest()
    },
  },
  'an origin that ends after its response': {
    outcomes: ['relayed'],
    act: async (client, origin) => {
      client.send(get(origin, '/last'))
      await client.until(/last\r\n0\r\n\r\n$/)
    },
  },
  'an origin that is not there': {
    outcomes: ['failed'],
    act: async (client) => {
      client.send(asking('GET http://127.0.0.1:1/ HTTP/1.1'))
      await client.until(/ 502 .*\r\n\r\n/s)
    },
  },
  'a head that is not valid': {
    outcomes: ['refused'],
    act: async (client) => {
      client.send('GET / HTTP/1.1\r\nHost : x\r\n\r\n')
      await client.until(/ 400 .*\r\n\r\n/s)
    },
  },
  'a tunnel that both sides end': {
    outcomes: ['tunnelled'],
    act: async (client, origin) => {
      client.send(`${connecting(origin.port)}ECHO`)
      await client.until(/ECHO$/)
      client.socket.end()
      await client.rest()
    },
  },
  'a tunnel that the client resets': {
    outcomes: ['tunnelled'],
    act: async (client, origin) => {
      client.send(`${connecting(origin.port)}ECHO`)
      await client.until(/ECHO$/)
      client.socket.resetAndDestroy()
    },
  },
  'a tunnel that the origin resets': {
    outcomes: ['tunnelled'],
    act: async (client, origin) => {
      client.send(`${connecting(origin.port)}RESET`)
      await client.until(/ 200 /)
      await client.rest()
    },
  },
  'a tunnel that is refused': {
    outcomes: ['failed'],
    act: async (client) => {
      client.send(`${connecting(1)}early`)
      await client.until(/ 502 .*\r\n\r\n/s)
    },
  },
  'an upgrade': {
    outcomes: ['tunnelled'],
    act: async (client, origin) => {
      const fields = ['Connection: Upgrade', 'Upgrade: x']
      client.send(asking(`GET ${at(origin, '/upgrade')} HTTP/1.1`, ...fields))
      await client.until(/ 101 .*\r\n\r\n/s)
      client.send('ECHO')
      await client.until(/ECHO$/)
    },
  },
}

test('after hundreds of exchanges that ended in every way nothing is left', async (t) => {
  const origin = await startOrigin(t, behave)
  const running = await startEngine(t, {
    idlePerOriginMax: IDLE_MAX,
    idleInAllMax: IDLE_MAX,
    lingerTimeoutMs: 1_000,
  })
  const { engine, entries, bugs } = running
  const watched = countWatched(engine)
  const before = resources()

  const turns = Array.from({ length: ROUNDS }, () => Object.entries(KINDS)).flat()
  await inParallel(turns, ([name, kind]) => perform(t, name, kind, origin, running))

  // Of what was kept the last ones may have met an origin that resets.
  const last = Object.entries(KINDS)[0]!
  turns.push(last)
  await perform(t, ...last, origin, running)

  const expected = turns.flatMap(([, { outcomes }]) => outcomes)
  await eventually(() => entries.length >= expected.length, 'all is written down')
  await eventually(() => engine.clients.size === 0, 'no client is left')
  await eventually(() => engine.pool.open <= IDLE_MAX, 'what is kept is within its limits')
  assert.deepEqual([engine.joined.size, engine.tunnels.total], [0, 0])
  assert.equal(engine.tunnels.countOf('alice'), 0)
  assert.deepEqual(bugs, [])
  assert.deepEqual(tally(entries.map(({ outcome }) => outcome)), tally(expected))
  assert.equal(new Set(entries.map(({ exchange }) => exchange)).size, entries.length)

  assert.ok(engine.pool.open > 0, 'something was kept')
  engine.pool.closeIdle()
  await eventually(() => engine.pool.open === 0, 'the pool is empty')
  assert.equal(watched(), 0)
  await eventually(() => isNoMore(resources(), before), `no more than ${JSON.stringify(before)}`)
})

async function perform(
  t: TestContext,
  name: string,
  { act }: Kind,
  origin: Origin,
  { port }: RunningEngine,
): Promise<void> {
  const client = await startClient(t, port)
  try {
    await act(client, origin)
  } catch (cause) {
    throw new Error(`${name}: ${cause}`, { cause })
  }
  client.socket.end()
  if (!client.socket.destroyed) await client.rest()
  client.socket.destroy()
  await closed(client.socket)
}

/** Does what its path, or the first word in a tunnel, says. */
function behave(socket: Socket): void {
  let seen = ''
  let isRaw = false
  socket.on('end', () => socket.end())
  socket.on('data', (piece: Buffer) => {
    if (isRaw) return void socket.write(piece)
    seen += piece.toString('latin1')
    isRaw = /^(?:ECHO|RESET)/.test(seen)
    if (isRaw)
      return void (seen.startsWith('RESET') ? socket.resetAndDestroy() : socket.write(seen))
    for (let end = seen.indexOf(LAST); end >= 0 && !isRaw; end = seen.indexOf(LAST)) {
      const path = /^[A-Z]+ (\S+) /.exec(seen)?.[1] ?? ''
      // The content of a chunked request ends as its head does.
      const size = /^Transfer-Encoding/m.test(seen.slice(0, end))
        ? seen.indexOf(`0${LAST}`) + 1
        : end
      if (size === 0) return
      seen = seen.slice(size + LAST.length)
      isRaw = path === '/upgrade'
      answer(socket, path)
    }
  })
}

function answer(socket: Socket, path: string): void {
  switch (path) {
    case '/reset':
      return void socket.resetAndDestroy()
    case '/cut':
      return void socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\ncut', () =>
        socket.resetAndDestroy(),
      )
    case '/last':
      return void socket.end('HTTP/1.1 200 OK\r\n\r\nlast')
    case '/endless':
      return void socket.write(`HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(200_000)}`)
    case '/continue':
      return void socket.write('HTTP/1.1 100 Continue\r\n\r\n')
    case '/upgrade':
      return void socket.write(
        'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n',
      )
    default:
      return void socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')
  }
}

function at(origin: Origin, path: string): string {
  return `http://127.0.0.1:${origin.port}${path}`
}

function get(origin: Origin, path: string): string {
  return asking(`GET ${at(origin, path)} HTTP/1.1`)
}

function post(origin: Origin, path: string, framing: string): string {
  return asking(`POST ${at(origin, path)} HTTP/1.1`, framing)
}

async function inParallel<T>(all: readonly T[], act: (one: T) => Promise<void>): Promise<void> {
  const left = all.values()
  const worker = async (): Promise<void> => {
    for (const one of left) await act(one)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
}

/** How many the engine's clock watches over. */
function countWatched({ deadlines }: Engine): () => number {
  const watched = new Set<unknown>()
  const [add, remove] = [deadlines.add.bind(deadlines), deadlines.delete.bind(deadlines)]
  deadlines.add = (one) => {
    watched.add(one)
    add(one)
  }
  deadlines.delete = (one) => {
    watched.delete(one)
    remove(one)
  }
  return () => watched.size
}

function resources(): Readonly<Record<string, number>> {
  return tally(process.getActiveResourcesInfo())
}

function isNoMore(
  now: Readonly<Record<string, number>>,
  before: Readonly<Record<string, number>>,
): boolean {
  return ['TCPSocketWrap', 'Timeout', 'GetAddrInfoReqWrap', 'TCPConnectWrap'].every(
    (name) => (now[name] ?? 0) <= (before[name] ?? 0) + (name === 'Timeout' ? 1 : 0),
  )
}

function tally(all: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const one of all) counts[one] = (counts[one] ?? 0) + 1
  return counts
}

const LAST = '\r\n\r\n'
