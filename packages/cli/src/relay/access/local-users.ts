import type { Asked, Authenticator, Peer, Refused, Verdict } from '@hopwise/auth'
import type { Endpoint } from './connection-owner.ts'
import type { ConnectionTable } from './connection-table.ts'

export interface LocalUsersOptions {
  /** What a client has to prove besides: that it is on this machine. */
  readonly proof: Authenticator
  readonly table: ConnectionTable
  /** Where the relay listens; asked for when the first client is there. */
  readonly server: () => Endpoint
  /** Names by number, of those who are let in. */
  readonly users: ReadonlyMap<number, string>
}

/** Lets in programs of certain users of this machine, by whose the connection is. */
export function createLocalUsers(options: LocalUsersOptions): Authenticator {
  return new LocalUsers(options)
}

class LocalUsers implements Authenticator {
  readonly #options: LocalUsersOptions
  /** A connection is judged once: what it is used for later is no news about whose it is. */
  readonly #judged = new WeakMap<Peer, Verdict | Promise<Verdict>>()

  constructor(options: LocalUsersOptions) {
    this.#options = options
  }

  challenges(): readonly string[] {
    return []
  }

  authenticate(values: readonly string[], asked: Asked): Verdict | Promise<Verdict> {
    const { peer } = asked
    const known = this.#judged.get(peer)
    if (known !== undefined) return known
    const judging = this.#judge(values, asked)
    this.#judged.set(peer, judging)
    return judging.then((verdict) => {
      this.#judged.set(peer, verdict)
      return verdict
    })
  }

  async #judge(values: readonly string[], asked: Asked): Promise<Verdict> {
    const { proof, table, server, users } = this.#options
    const proved = await proof.authenticate(values, asked)
    const { address, port } = asked.peer
    if (proved.kind !== 'accepted') return proved
    if (port === undefined) return refused('the connection has gone')
    try {
      const owner = await table.ownerOf({ address, port }, server())
      if (owner === undefined) return refused('the system does not know the connection')
      if (owner.kind === 'nobody') return refused('the program has closed the connection')
      const user = users.get(owner.uid)
      if (user === undefined) return refused(`another user of this machine, uid ${owner.uid}`)
      return { ...proved, user, scheme: BY_OWNER }
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      return { ...refused('the system does not tell whose the connection is'), forOperator: why }
    }
  }
}

function refused(detail: string): Refused {
  return { kind: 'refused', reason: 'address-not-allowed', detail }
}

const BY_OWNER = 'client-address'
