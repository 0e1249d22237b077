import { connectBySocks, type GiveUp, type SocksLine, type SocksOutcome } from '@hopwise/auth'
import { formatAuthority, type Read } from '@hopwise/http'
import { socksReplyWords } from '@hopwise/http/socks5'
import { Fault, type FaultCode } from '@hopwise/journal'
import type { Destination } from '../../core/access.ts'
import type { Parent } from '../../core/parents/parent.ts'
import type { Connection } from '../connection.ts'
import type { Engine } from '../engine.ts'
import type { Exchange } from '../exchange.ts'
import { openParent } from './open-parent.ts'
import { ParentDown } from './parent-down.ts'

/** A connection to a destination through a SOCKS 5 parent (RFC 1928), which resolves its name. */
export async function connectSocks(
  parent: Parent,
  destination: Destination,
  exchange: Exchange,
  engine: Engine,
): Promise<Connection> {
  const connection = await openParent(parent, exchange, engine)
  const { credentials } = parent
  const login = credentials.kind === 'own' ? credentials : undefined
  try {
    const line = new ParentLine(parent, connection, engine)
    const outcome = await connectBySocks(line, { ...destination, login })
    if (outcome.kind !== 'connected') throw faultOf(outcome, parent, destination)
    engine.parents.succeeded(parent)
    return connection
  } catch (error) {
    connection.destroy()
    throw error
  }
}

class ParentLine implements SocksLine {
  readonly #parent: Parent
  readonly #connection: Connection
  readonly #engine: Engine

  constructor(parent: Parent, connection: Connection, engine: Engine) {
    this.#parent = parent
    this.#connection = connection
    this.#engine = engine
  }

  send(octets: Uint8Array): void {
    this.#connection.put(octets)
    this.#connection.flush()
  }

  /** The time is for a whole message: one octet now and then is no answer. */
  async read<T>(reader: (bytes: Uint8Array, from: number) => Read<T>): Promise<T> {
    const { patience, deadlines } = this.#engine
    const sinceMs = deadlines.nowMs
    let octets: Uint8Array = new Uint8Array(0)
    for (;;) {
      const piece = await this.#connection.read(patience.response, sinceMs)
      if (piece === undefined) throw this.#closed()
      octets = octets.length === 0 ? piece : Buffer.concat([octets, piece])
      const read = reader(octets, 0)
      if (read.kind === 'malformed') throw this.#malformed()
      if (read.kind === 'done') {
        this.#connection.unread(octets, read.rest)
        return read.value
      }
    }
  }

  #malformed(): Fault {
    return fault(this.#parent, 'PARENT_ANSWER_INVALID', 'its answer is not SOCKS 5')
  }

  /** Nothing of the request has been sent: another parent may be asked. */
  #closed(): ParentDown {
    this.#engine.parents.failed(this.#parent, 'it closes connections without an answer')
    const what = 'it closed the connection in the middle of SOCKS'
    return new ParentDown(fault(this.#parent, 'PARENT_ANSWER_INVALID', what))
  }
}

function faultOf(
  outcome: Exclude<SocksOutcome, { kind: 'connected' }>,
  parent: Parent,
  { host, port }: Destination,
): Fault {
  switch (outcome.kind) {
    case 'refused': {
      const { reply } = outcome
      // The reason first: pages show the beginning of a long sentence.
      const what = `${socksReplyWords(reply)} (SOCKS reply ${reply}), asked for ${formatAuthority(host, port)}`
      return fault(parent, 'PARENT_REFUSED', what)
    }
    case 'none-acceptable': {
      const what = outcome.offered.includes('login') ? NEITHER_WILL_DO : LOGIN_MISSING
      return fault(parent, 'PARENT_CHALLENGE_UNANSWERABLE', what)
    }
    case 'method-not-offered':
      return fault(parent, 'PARENT_ANSWER_INVALID', 'it wants a login that nobody has offered')
    case 'given-up':
      return givenUp(parent, outcome.givenUp)
    case 'name-impossible':
      return fault(parent, 'PARENT_REFUSED', 'a name in SOCKS has 1 to 255 octets')
    default:
      return outcome satisfies never
  }
}

function givenUp(parent: Parent, { reason }: GiveUp): Fault {
  if (reason === 'unanswerable') {
    const what = 'user names in SOCKS have 1 to 255 octets, passwords up to 255'
    return fault(parent, 'PARENT_CHALLENGE_UNANSWERABLE', what)
  }
  return fault(
    parent,
    'PARENT_CREDENTIALS_REJECTED',
    reason === 'refused-since' ? REFUSED_SINCE : REFUSED,
  )
}

function fault(parent: Parent, code: FaultCode, what: string): Fault {
  return new Fault(code, `the parent proxy ${parent.label}: ${what}`)
}

const REFUSED = 'it does not accept the user name and password configured for it'
const REFUSED_SINCE =
  'it has accepted the user name and password configured for it before and refuses them now'
const LOGIN_MISSING =
  'it lets nobody in without signing in, and no user name and password are configured'
const NEITHER_WILL_DO =
  'it accepts neither a user name and password nor clients without; SOCKS has other ways, which are not spoken here'
