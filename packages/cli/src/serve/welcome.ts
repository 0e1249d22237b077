import type { ListenAddress } from '@hopwise/proxy'
import { shellWord } from '../shell-word.ts'
import type { Start } from './first-user.ts'
import { formatAuthority, isLoopback, localAuthority } from './listen-address.ts'

export interface Situation {
  readonly address: ListenAddress
  readonly dataDirectory: string
  /** Absent when a password file says who may sign in. */
  readonly start?: Start
  readonly htpasswd?: string
  /** How this program is called, for commands to copy. */
  readonly commandName: string
  /** For commands that are about the same data: ` --data DIR` or empty. */
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

function aboutUsers(start: Start, { address, commandName, dataArgument }: Situation): string[] {
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
    case 'again':
      return [aboutKnownUsers(start.names, `${commandName} user`, dataArgument)]
    default:
      return start satisfies never
  }
}

/** "passwd" is how it is set; what it sets is never printed again, not even the word. */
function aboutKnownUsers(names: readonly string[], command: string, data: string): string {
  const [only, ...others] = names
  if (only === undefined) return `nobody can sign in: ${command} add NAME${data} lets somebody in`
  if (others.length === 0) {
    return `user ${only}; to set new credentials: ${command} passwd ${shellWord(only)}${data}`
  }
  return `${names.length} users; to set new credentials: ${command} passwd NAME${data}`
}

const OPEN_TO_NETWORK =
  'other machines can connect, and what they send, credentials included, is not encrypted on the way here'
