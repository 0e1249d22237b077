import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { Fault } from '@hopwise/journal'
import { requestHead, responseHead } from '../../testing/heads.ts'
import { aParent, withLogin } from '../../testing/parents.ts'
import { socketPair } from '../../testing/socket-pair.ts'
import { anEngine, aScene } from '../../testing/start-engine.ts'
import { nextHopOn } from '../connect-next-hop.ts'
import { Connection } from '../connection.ts'
import type { FinalHead } from '../final-head.ts'
import { converse, type Talk } from './converse.ts'
import { ParentDown } from './parent-down.ts'

const ASKS = responseHead(
  'HTTP/1.1 407 No',
  'Proxy-Authenticate: Basic realm="a"',
  'Content-Length: 0',
)
const CLOSES = responseHead('HTTP/1.1 407 No', 'Proxy-Authenticate: Basic realm="a"')
const YES = responseHead('HTTP/1.1 200 OK')

interface Case {
  readonly what: string
  readonly repeats: Talk['repeats']
  /** What the parent says, in order. */
  readonly says: readonly FinalHead[]
  /** Connections, and what was sent over each of them: `-` for bare, `c` for credentials. */
  readonly sent: string
  readonly end: number | string
  readonly isKept?: boolean
}

const cases: readonly Case[] = [
  { what: 'a yes', repeats: 'never', says: [YES], sent: '-', end: 200 },
  { what: 'one challenge', repeats: 'always', says: [ASKS, YES], sent: '-c', end: 200 },
  {
    what: 'a challenge and the end',
    repeats: 'when-asked',
    says: [CLOSES, YES],
    sent: '- c',
    end: 200,
  },
  {
    what: 'a challenge for content that is gone',
    repeats: 'never',
    says: [ASKS],
    sent: '-',
    end: 'PARENT_CHALLENGE_LATE',
  },
  {
    what: 'nothing, on a fresh connection',
    repeats: 'always',
    says: ['closed-unanswered'],
    sent: '-',
    end: 'down PARENT_ANSWER_INVALID',
  },
  {
    what: 'nothing, on a kept one',
    repeats: 'always',
    says: ['closed-unanswered', YES],
    sent: '- -',
    end: 200,
    isKept: true,
  },
  {
    what: 'nothing, twice',
    repeats: 'always',
    says: ['closed-unanswered', 'closed-unanswered'],
    sent: '- -',
    end: 'down PARENT_ANSWER_INVALID',
    isKept: true,
  },
  {
    what: 'nothing to what may have been done',
    repeats: 'when-asked',
    says: ['closed-unanswered'],
    sent: '-',
    end: 'PARENT_ANSWER_INVALID',
    isKept: true,
  },
  {
    what: 'nothing to the answer',
    repeats: 'always',
    says: [ASKS, 'closed-unanswered', YES],
    sent: '-c c',
    end: 200,
  },
  {
    what: 'a challenge after the right answer',
    repeats: 'always',
    says: [ASKS, ASKS],
    sent: '-c',
    end: 'PARENT_CREDENTIALS_REJECTED',
  },
]
for (const one of cases) {
  test(`${one.what}: ${one.repeats} is ${one.sent}, then ${one.end}`, async (t) => {
    const { talk, sent } = await talking(t, one)
    assert.equal(await endOf(talk), one.end)
    assert.equal(sent(), one.sent)
  })
}

async function talking(t: TestContext, { repeats, says, isKept = false }: Case) {
  const { engine } = anEngine()
  const { scene } = await aScene(t, engine)
  const script = [...says]
  const connections: string[] = []
  const talk: Talk = {
    parent: aParent(1, { credentials: withLogin('us', 'secret') }),
    engine,
    exchange: scene.exchange,
    asked: { method: 'GET', target: 'http://o/' },
    clientFields: requestHead('GET http://o/ HTTP/1.1').fields,
    repeats,
    async connect(wanted) {
      const { near } = await socketPair(t)
      const nextHop = nextHopOn(new Connection(near, engine.deadlines), 'key', 'address', engine)
      if (isKept && wanted !== 'fresh') nextHop.exchanges++
      connections.push('')
      return nextHop
    },
    send(_, credentials) {
      connections.push(`${connections.pop()}${credentials === '' ? '-' : 'c'}`)
    },
    read: async () => script.shift()!,
  }
  return { talk, sent: () => connections.join(' ') }
}

async function endOf(talk: Talk): Promise<number | string> {
  try {
    return (await converse(talk)).head.status
  } catch (error) {
    if (error instanceof ParentDown) return `down ${error.fault.code}`
    if (error instanceof Fault) return error.code
    throw error
  }
}
