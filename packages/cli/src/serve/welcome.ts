import type { ListenAddress } from '@hopwise/proxy'
import type { Start } from './first-user.ts'
import { formatAuthority, isLoopback, localAuthority } from './listen-address.ts'

export interface Situation {
  readonly address: ListenAddress
  readonly dataDirectory: string
  /** Absent when a password file says who may sign in. */
  readonly start?: Start
  readonly htpasswd?: string
  /** What was typed to get here, for commands that name the same data: ` --data DIR` or empty. */
  readonly dataArgument: string
}

/** What an operator sees when the proxy is ready. The first line is for programs too. */
export function welcome(situation: Situation): string[] {
  const { address, dataDirectory, start } = situation
  return [
    `listening on http://${formatAuthority(address)}`,
    `data is kept in ${dataDirectory}`,
    ...(isLoopback(address.host) ? [] : [OPEN_TO_NETWORK]),
    ...(start === undefined
      ? [`users come from ${situation.htpasswd}`]
      : aboutUsers(start, situation)),
  ]
}

function aboutUsers(start: Start, { address, dataArgument }: Situation): string[] {
  switch (start.kind) {
    case 'first': {
      const { name } = start
      const password = start.password.reveal()
      return [
        '',
        `This is the first start: the user ${name} was made, with a password that is shown only now.`,
        'Try it from another terminal on this machine:',
        '',
        `  curl -x http://${name}:${password}@${localAuthority(address)} http://hopwise.internal/`,
        '',
      ]
    }
    case 'again': {
      // "passwd" is how it is set; what it sets is not printed again, not even the word.
      const [name, ...others] = start.names
      if (name === undefined) {
        return [`nobody can sign in: hopwise user add NAME${dataArgument} lets somebody in`]
      }
      const who = others.length === 0 ? `user ${name}` : `${start.names.length} users`
      return [`${who}; to set new credentials: hopwise user passwd ${name}${dataArgument}`]
    }
    default:
      return start satisfies never
  }
}

const OPEN_TO_NETWORK =
  'other machines can connect, and what they send, credentials included, is not encrypted on the way here'
