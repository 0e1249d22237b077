import { randomInt } from 'node:crypto'
import { inspect } from 'node:util'
import { EntryEncoder } from '@hopwise/journal'
import { createProxy, type Proxy, type ProxyOptions } from '@hopwise/proxy'
import { defaultDataDirectory } from '../data-option.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { shellWord } from '../shell-word.ts'
import type { Surroundings } from '../surroundings.ts'
import { drainOnSignal } from './drain-on-signal.ts'
import { createEntrances, type OpenEntrance } from './entrances.ts'
import { exchangeFormat, type LogFormat } from './exchange-format.ts'
import { createExchangePrinter, type ExchangePrinter } from './exchange-printer.ts'
import { firstUser, type Start } from './first-user.ts'
import { type LateData, lateData } from './late-data.ts'
import { type Data, openData } from './open-data.ts'
import { type Plan, planOf, type StartOptions } from './plan.ts'
import type { Reloading } from './reloading.ts'
import { standardError, standardOutput } from './standard-output.ts'
import { type Situation, welcome } from './welcome.ts'

export interface ServeOptions extends StartOptions {
  readonly logFormat?: LogFormat | undefined
}

/** Runs the proxy until a signal ends it: the composition of everything else. */
export async function serve(options: ServeOptions, surroundings: Surroundings): Promise<ExitCode> {
  const notices = standardError(surroundings.stderr)
  const notify = (text: string): void => void notices.write(`${text}\n`)
  const own = lateData()
  const plan = await planOf(options, own, notify, surroundings)
  const printer = createPrinter(options, notify, surroundings)
  const encoder = new EntryEncoder()
  let data: Data | undefined
  let reloading: Reloading | undefined
  const proxy = proxyFor(plan, {
    // The exchange that met it has ended with 500 and an entry; the others know nothing of it.
    onBug: (error) => notify(`a defect in hopwise: ${inspect(error)}`),
    onTrouble: notify,
    record(entry) {
      const line = encoder.encode(entry)
      data?.journal.write(line, entry)
      printer?.print(entry, line)
    },
  })
  const entrances = createEntrances(proxy)
  try {
    // The ports come first: when one is taken, nothing has been created.
    const open = await entrances.follow(plan.listeners)
    data = openData({ ...plan.data, notify }, surroundings)
    reloading = plan.keepUp?.(async (next) => {
      await entrances.follow(next.listeners)
      proxy.replaceEgress(next.egress)
    })
    const stopped = stoppedBySignal(proxy, reloading, notify, surroundings)
    const start = await openTo(own, data, plan, surroundings)
    for (const line of welcome(situationOf(open, plan, start, surroundings))) notify(line)
    await stopped
    return EXIT.ok
  } finally {
    await proxy.drain(0)
    await printer?.close()
    await (reloading ?? plan).close()
    await data?.close()
  }
}

function proxyFor(
  { listeners: [first], egress, limits }: Plan,
  hooks: Pick<ProxyOptions, 'record' | 'onBug' | 'onTrouble'>,
): Proxy {
  if (first === undefined) throw new TypeError('a proxy that listens nowhere')
  return createProxy({ name: pseudonym(), access: first.access, egress, limits, ...hooks })
}

/** A terminal that was closed is a reason to stop; any other SIGHUP asks for the configuration to be read. */
function stoppedBySignal(
  proxy: Proxy,
  reloading: Reloading | undefined,
  notify: (text: string) => void,
  surroundings: Surroundings,
): Promise<void> {
  const hadTerminal = surroundings.hasTerminal()
  const onHangUp = (): boolean => {
    if (reloading === undefined || (hadTerminal && !surroundings.hasTerminal())) return false
    reloading.reload()
    return true
  }
  return drainOnSignal(proxy, notify, surroundings, () => performance.now(), onHangUp)
}

async function openTo(
  own: LateData,
  { users, lockOuts }: Data,
  { hasOwnUsers }: Plan,
  surroundings: Surroundings,
): Promise<Start | undefined> {
  own.open({ users, lockOuts })
  return users && hasOwnUsers ? await firstUser(users, surroundings) : undefined
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

function situationOf(
  entrances: readonly OpenEntrance[],
  { data, config, htpasswd }: Plan,
  start: Start | undefined,
  surroundings: Surroundings,
): Situation {
  const isDefault = data.directory === defaultDataDirectory(surroundings)
  return {
    entrances,
    dataDirectory: data.directory,
    commandName: surroundings.commandName,
    dataArgument: isDefault ? '' : ` --data ${shellWord(data.directory)}`,
    ...(start && { start }),
    ...(config !== undefined && { config }),
    ...(htpasswd !== undefined && { htpasswd }),
  }
}

/** One for each instance: two proxies of one name in a chain would take each other for a loop. */
function pseudonym(): string {
  return `hopwise-${randomInt(0x1000000).toString(16).padStart(6, '0')}`
}
