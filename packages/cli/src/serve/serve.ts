import { randomInt } from 'node:crypto'
import { resolve } from 'node:path'
import { inspect } from 'node:util'
import { createGuessing, DEFAULT_GUESSING } from '@hopwise/auth/node'
import { encodeEntry } from '@hopwise/journal'
import { createProxy, type ListenAddress, type Proxy, type ProxyOptions } from '@hopwise/proxy'
import { keptGuard } from '../compose/compose-guard.ts'
import type { Composition } from '../compose/composition.ts'
import type { Config } from '../config/config.ts'
import { engineLimits } from '../config/sections/limits.ts'
import { defaultDataDirectory } from '../data-option.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { Problem } from '../problem.ts'
import { shellWord } from '../shell-word.ts'
import type { Surroundings } from '../surroundings.ts'
import { type ConfigSource, configSource } from './config-source.ts'
import { drainOnSignal } from './drain-on-signal.ts'
import { createEntrances, type Entrances, type OpenEntrance } from './entrances.ts'
import { exchangeFormat, type LogFormat } from './exchange-format.ts'
import { createExchangePrinter, type ExchangePrinter } from './exchange-printer.ts'
import { firstUser, type Start } from './first-user.ts'
import { composeFlags, type FlagsComposition } from './flags-composition.ts'
import { type LateData, lateData } from './late-data.ts'
import { type Data, type DataRequest, openData } from './open-data.ts'
import { overrideConfig } from './override-config.ts'
import { createReloading, type Reloading } from './reloading.ts'
import { standardError, standardOutput } from './standard-output.ts'
import { type Situation, welcome } from './welcome.ts'

export interface ServeOptions {
  /** The following are absent where the command line does not say. */
  readonly config?: string | undefined
  readonly listen?: ListenAddress | undefined
  readonly data?: string | undefined
  readonly realm?: string | undefined
  readonly htpasswd?: string | undefined
  readonly allowPrivate?: boolean | undefined
  readonly logFormat?: LogFormat | undefined
}

/** Runs the proxy until a signal ends it: the composition of everything else. */
export async function serve(options: ServeOptions, surroundings: Surroundings): Promise<ExitCode> {
  const notices = standardError(surroundings.stderr)
  const notify = (text: string): void => void notices.write(`${text}\n`)
  const own = lateData()
  const plan = await planOf(options, own, notify, surroundings)
  const printer = createPrinter(options, notify, surroundings)
  let data: Data | undefined
  let reloading: Reloading | undefined
  const proxy = proxyFor(plan, {
    // The exchange that met it has ended with 500 and an entry; the others know nothing of it.
    onBug: (error) => notify(`a defect in hopwise: ${inspect(error)}`),
    onTrouble: notify,
    record(entry) {
      const json = encodeEntry(entry)
      data?.journal.write(json, entry)
      printer?.print(entry, json)
    },
  })
  const entrances = createEntrances(proxy)
  try {
    // The ports come first: when one is taken, nothing has been created.
    const open = await entrances.follow(plan.listeners)
    data = openData({ ...plan.data, notify }, surroundings)
    reloading = reloadingOf(plan, proxy, entrances, notify)
    const { stopped, stopWatching } = runUntilStopped(proxy, plan, reloading, notify, surroundings)
    const start = await openTo(own, data, plan, surroundings)
    for (const line of welcome(situationOf(open, plan, start, surroundings))) notify(line)
    await stopped
    stopWatching()
    return EXIT.ok
  } finally {
    await proxy.drain(0)
    await printer?.close()
    await (reloading ?? plan.composition).close()
    await data?.close()
  }
}

/** What a start was asked for, by flags alone or by a configuration and flags. */
type Plan = {
  readonly listeners: Composition['listeners']
  readonly egress: Config['egress']
  readonly data: Pick<DataRequest, 'directory' | 'keepsUsers'>
  /** Whether a first user is made where there never was one. */
  readonly hasOwnUsers: boolean
  readonly htpasswd?: string | undefined
} & (
  | { readonly source?: undefined; readonly composition: FlagsComposition }
  | { readonly source: ConfigSource; readonly composition: Composition }
)

function planOf(
  options: ServeOptions,
  own: LateData,
  notify: (text: string) => void,
  surroundings: Surroundings,
): Promise<Plan> {
  const path = options.config ?? (surroundings.env['HOPWISE_CONFIG'] || undefined)
  if (path === undefined) return planOfFlags(options, own, notify, surroundings)
  return planOfConfig(resolve(path), options, own, notify, surroundings)
}

async function planOfFlags(
  { listen, realm = 'Hopwise', htpasswd, allowPrivate = false, data }: ServeOptions,
  own: LateData,
  notify: (text: string) => void,
  surroundings: Surroundings,
): Promise<Plan> {
  const flags = { listen: listen ?? DEFAULT_LISTEN, realm, htpasswd }
  const guard = createGuessing({
    ...DEFAULT_GUESSING,
    ledger: own.lockOuts,
    nowMs: surroundings.nowMs,
  })
  const composition = await composeFlags(flags, own, guard, notify)
  const hasOwnUsers = htpasswd === undefined
  return {
    composition,
    listeners: composition.listeners,
    egress: { allowPrivate },
    data: { directory: data ?? defaultDataDirectory(surroundings), keepsUsers: hasOwnUsers },
    hasOwnUsers,
    htpasswd,
  }
}

async function planOfConfig(
  path: string,
  options: ServeOptions,
  own: LateData,
  notify: (text: string) => void,
  surroundings: Surroundings,
): Promise<Plan> {
  if (options.htpasswd !== undefined) {
    throw new Problem(
      EXIT.usage,
      `--htpasswd does not go with a configuration: add "stores: { staff: { kind: htpasswd, file: … } }" to ${path}.`,
    )
  }
  const { env, nowMs, offsetMinutes, setVariable } = surroundings
  const source = configSource({
    path,
    env,
    override: (config) => overrideConfig(config, options),
    composing: {
      own,
      guardFor: keptGuard(own, nowMs),
      ...{ notify, nowMs, offsetMinutes, setVariable },
    },
  })
  const composition = await source.compose()
  const { config, listeners } = composition
  const directory = config.data?.from(resolve(path, '..')) ?? defaultDataDirectory(surroundings)
  return {
    source,
    composition,
    listeners,
    egress: config.egress,
    data: { directory, keepsUsers: true },
    hasOwnUsers: Object.values(config.stores).some(({ kind }) => kind === 'users'),
  }
}

function proxyFor(
  { listeners, egress, composition, source }: Plan,
  hooks: Pick<ProxyOptions, 'record' | 'onBug' | 'onTrouble'>,
): Proxy {
  const [first] = listeners
  if (first === undefined) throw new TypeError('a proxy that listens nowhere')
  const limits = source === undefined ? {} : engineLimits(composition.config.limits)
  return createProxy({ name: pseudonym(), access: first.access, egress, limits, ...hooks })
}

function reloadingOf(
  plan: Plan,
  proxy: Proxy,
  entrances: Entrances,
  notify: (text: string) => void,
): Reloading | undefined {
  if (plan.source === undefined) return undefined
  return createReloading({
    source: plan.source,
    current: plan.composition,
    notify,
    async follow(next) {
      await entrances.follow(next.listeners)
      proxy.replaceEgress(next.config.egress)
    },
  })
}

/** A terminal that was closed is a reason to stop; any other SIGHUP asks for the configuration to be read. */
function runUntilStopped(
  proxy: Proxy,
  { source }: Plan,
  reloading: Reloading | undefined,
  notify: (text: string) => void,
  surroundings: Surroundings,
): { readonly stopped: Promise<void>; readonly stopWatching: () => void } {
  const hadTerminal = surroundings.hasTerminal()
  const onHangUp = (): boolean => {
    if (reloading === undefined || (hadTerminal && !surroundings.hasTerminal())) return false
    reloading.reload()
    return true
  }
  return {
    stopped: drainOnSignal(proxy, notify, surroundings, () => performance.now(), onHangUp),
    stopWatching: source?.watch(() => reloading?.reload()) ?? (() => {}),
  }
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
  { data, source, htpasswd }: Plan,
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
    ...(source && { config: source.file }),
    ...(htpasswd !== undefined && { htpasswd }),
  }
}

/** One for each instance: two proxies of one name in a chain would take each other for a loop. */
function pseudonym(): string {
  return `hopwise-${randomInt(0x1000000).toString(16).padStart(6, '0')}`
}

const DEFAULT_LISTEN: ListenAddress = { host: '127.0.0.1', port: 4070 }
