import { randomInt } from 'node:crypto'
import { inspect } from 'node:util'
import type { PasswordStore } from '@hopwise/auth'
import { createPasswordAuthenticator, type PasswordFile } from '@hopwise/auth/node'
import { encodeEntry } from '@hopwise/journal'
import {
  createProxy,
  type ListenAddress,
  openAccess,
  type Proxy,
  type ProxyOptions,
} from '@hopwise/proxy'
import type { UserStore } from '@hopwise/store'
import { defaultDataDirectory } from '../data-option.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { shellWord } from '../shell-word.ts'
import type { Surroundings } from '../surroundings.ts'
import { drainOnSignal } from './drain-on-signal.ts'
import { exchangeFormat, type LogFormat } from './exchange-format.ts'
import { createExchangePrinter, type ExchangePrinter } from './exchange-printer.ts'
import { firstUser, type Start } from './first-user.ts'
import { openHtpasswd } from './htpasswd-users.ts'
import { type LateUsers, lateUsers } from './late-users.ts'
import { listen } from './listen.ts'
import { type Data, openData } from './open-data.ts'
import { standardError, standardOutput } from './standard-output.ts'
import { type Situation, welcome } from './welcome.ts'

export interface ServeOptions {
  readonly listen: ListenAddress
  readonly data: string
  readonly realm: string
  readonly htpasswd?: string
  readonly allowPrivate?: boolean
  readonly logFormat?: LogFormat
}

/** Runs the proxy until a signal ends it: the composition of everything else. */
export async function serve(options: ServeOptions, surroundings: Surroundings): Promise<ExitCode> {
  const notices = standardError(surroundings.stderr)
  const notify = (text: string): void => void notices.write(`${text}\n`)
  const printer = createPrinter(options, notify, surroundings)
  const passwordFile = await openPasswords(options, notify)
  const users = lateUsers()
  let data: Data | undefined
  const proxy = proxyFor(options, passwordFile ?? users, {
    // The exchange that met it has ended with 500 and an entry; the others know nothing of it.
    onBug: (error) => notify(`a defect in hopwise: ${inspect(error)}`),
    onTrouble: notify,
    record(entry) {
      const json = encodeEntry(entry)
      data?.journal.write(json, entry)
      printer?.print(entry, json)
    },
  })
  try {
    // The port comes first: when it is taken, nothing has been created.
    const address = await listen(proxy, options.listen)
    const keepsUsers = passwordFile === undefined
    data = openData({ directory: options.data, keepsUsers, notify }, surroundings)
    const stopped = drainOnSignal(proxy, notify, surroundings, () => performance.now())
    const start = data.users && (await openUsersTo(users, data.users, surroundings))
    for (const line of welcome(situationOf(address, options, start, surroundings))) notify(line)
    await stopped
    return EXIT.ok
  } finally {
    await proxy.drain(0)
    await printer?.close()
    await data?.close()
    await passwordFile?.close()
  }
}

function proxyFor(
  { realm, allowPrivate = false }: ServeOptions,
  store: PasswordStore,
  listeners: Pick<ProxyOptions, 'record' | 'onBug' | 'onTrouble'>,
): Proxy {
  return createProxy({
    name: pseudonym(),
    access: openAccess(createPasswordAuthenticator({ store, realm })),
    egress: { allowPrivate },
    ...listeners,
  })
}

function createPrinter(
  options: ServeOptions,
  notify: (text: string) => void,
  surroundings: Surroundings,
): ExchangePrinter | undefined {
  const format = exchangeFormat(options.logFormat, surroundings)
  if (format === undefined) return undefined
  return createExchangePrinter({ output: standardOutput(surroundings.stdout), format, notify })
}

async function openPasswords(
  { htpasswd }: ServeOptions,
  notify: (text: string) => void,
): Promise<PasswordFile | undefined> {
  return htpasswd === undefined ? undefined : await openHtpasswd(htpasswd, notify)
}

function openUsersTo(
  late: LateUsers,
  users: UserStore,
  surroundings: Surroundings,
): Promise<Start> {
  late.open(users)
  return firstUser(users, surroundings)
}

function situationOf(
  address: ListenAddress,
  options: ServeOptions,
  start: Start | undefined,
  surroundings: Surroundings,
): Situation {
  const isDefault = options.data === defaultDataDirectory(surroundings)
  return {
    address,
    dataDirectory: options.data,
    commandName: surroundings.commandName,
    dataArgument: isDefault ? '' : ` --data ${shellWord(options.data)}`,
    ...(start && { start }),
    ...(options.htpasswd !== undefined && { htpasswd: options.htpasswd }),
  }
}

/** One for each instance: two proxies of one name in a chain would take each other for a loop. */
function pseudonym(): string {
  return `hopwise-${randomInt(0x1000000).toString(16).padStart(6, '0')}`
}
