import { shellWord } from '../shell-word.ts'
import type { OpenEntrance } from './entrances.ts'
import type { Start } from './first-user.ts'
import { formatAuthority, isLoopback, localAuthority } from './listen-address.ts'

export interface Situation {
  readonly entrances: readonly OpenEntrance[]
  readonly dataDirectory: string
  /** Absent when a password file says who may sign in. */
  readonly start?: Start
  readonly htpasswd?: string
  /** The configuration file, where there is one. */
  readonly config?: string
  /** How this program is called, for commands to copy. */
  readonly commandName: string
  /** For commands that are about the same data: ` --data DIR` or empty. */
  readonly dataArgument: string
}

/** What an operator sees when the proxy is ready. The first line is for programs too. */
export function welcome(situation: Situation): string[] {
  const { entrances, dataDirectory, config, start, htpasswd } = situation
  return [
    ...entrances.map((entrance) => `listening on ${formatUrl(entrance)}`),
    ...(config === undefined ? [] : [`configured by ${config}`]),
    `data is kept in ${dataDirectory}`,
    ...(entrances.some(isExposed) ? [OPEN_TO_NETWORK] : []),
    ...(htpasswd === undefined ? [] : [`users come from ${htpasswd}`]),
    ...(start === undefined ? [] : aboutUsers(start, situation)),
  ]
}

function aboutUsers(start: Start, { entrances, commandName, dataArgument }: Situation): string[] {
  switch (start.kind) {
    case 'first': {
      const { name } = start
      const [entrance] = entrances
      if (entrance === undefined) throw new TypeError('a proxy that listens nowhere')
      const password = start.password.reveal()
      return [
        '',
        `This is the first start: the user ${name} was made, with a password that is shown only now.`,
        'Try it from another terminal on this machine:',
        '',
        `  curl -x ${schemeOf(entrance)}://${name}:${password}@${localAuthority(entrance.address)} http://hopwise.internal/`,
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

function formatUrl(entrance: OpenEntrance): string {
  return `${schemeOf(entrance)}://${formatAuthority(entrance.address)}`
}

function schemeOf({ isSecure }: OpenEntrance): 'http' | 'https' {
  return isSecure ? 'https' : 'http'
}

function isExposed({ address, isSecure }: OpenEntrance): boolean {
  return !isSecure && !isLoopback(address.host)
}

const OPEN_TO_NETWORK =
  'other machines can connect, and what they send, credentials included, is not encrypted on the way here'
