import { accessSync, constants } from 'node:fs'
import { userInfo } from 'node:os'
import {
  type AddressRange,
  type Authenticator,
  createProvingAuthenticator,
  parseAddressRange,
} from '@hopwise/auth'
import { EXIT } from '../../exit-code.ts'
import { Problem } from '../../problem.ts'
import type { Endpoint } from './connection-owner.ts'
import { type ConnectionTable, openConnectionTable } from './connection-table.ts'
import { createLocalUsers } from './local-users.ts'

/** Who may use a relay, and how that is told. */
export interface RelayAccess {
  readonly authenticator: Authenticator
  /** Whose programs are let in; undefined where everybody's are. */
  readonly owner: string | undefined
  /** For people: the end of "reachable by …". */
  readonly whom: string
}

export interface RelayAccessOptions {
  readonly isForAnyUser: boolean
  readonly server: () => Endpoint
  readonly platform?: NodeJS.Platform
  readonly table?: ConnectionTable
}

/** Programs of this user, and root's, where the system tells whose a connection is. */
export function relayAccess(options: RelayAccessOptions): RelayAccess {
  const { isForAnyUser, server, platform = process.platform } = options
  const { uid, username } = userInfo()
  if (isForAnyUser || platform !== 'linux') {
    const whom = isForAnyUser ? ANYBODY : CANNOT_TELL
    return { authenticator: onLoopback(username), owner: undefined, whom }
  }
  const users = new Map([
    [0, 'root'],
    [uid, username],
  ])
  const table = options.table ?? systemTable()
  const authenticator = createLocalUsers({ proof: onLoopback(username), table, server, users })
  const whom = uid === 0 ? 'root alone' : `${username} and root alone`
  return { authenticator, owner: username, whom: `${whom}: other users of this machine get 403` }
}

/** @throws {Problem} where it cannot be read: everybody would be refused */
function systemTable(): ConnectionTable {
  try {
    accessSync('/proc/net/tcp', constants.R_OK)
    return openConnectionTable()
  } catch {
    throw new Problem(
      EXIT.usage,
      'This system does not tell whose a connection is (/proc/net/tcp cannot be read): mount /proc, or let every user of this machine in with --any-user.',
    )
  }
}

function onLoopback(user: string): Authenticator {
  return createProvingAuthenticator({ satisfy: 'all', addresses: [{ clients: LOOPBACK, user }] })
}

const LOOPBACK: readonly AddressRange[] = ['127.0.0.0/8', '::1'].map((text) => {
  const range = parseAddressRange(text)
  if (range === undefined) throw new TypeError(`${text} is no range of addresses`)
  return range
})

const ANYBODY = 'every user of this machine (--any-user)'
const CANNOT_TELL =
  'every user of this machine: this system does not tell whose a connection is, so do not run it where others log in'
