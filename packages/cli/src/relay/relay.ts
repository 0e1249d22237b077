import { randomInt } from 'node:crypto'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { EntryEncoder } from '@hopwise/journal'
import {
  type Access,
  createProxy,
  formatParentAddress,
  type ListenAddress,
  OPEN_POLICY,
  type Parent,
  type ParentFacts,
  type Proxy,
  type ProxyOptions,
} from '@hopwise/proxy'
import { defaultDataDirectory } from '../data-option.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import type { OpenedPac } from '../pac/open-pac.ts'
import type { PacLocation } from '../pac/pac-location.ts'
import { drainOnSignal } from '../serve/drain-on-signal.ts'
import { exchangeFormat, type LogFormat } from '../serve/exchange-format.ts'
import { createExchangePrinter, type ExchangePrinter } from '../serve/exchange-printer.ts'
import { listen } from '../serve/listen.ts'
import { formatAuthority } from '../serve/listen-address.ts'
import { type Data, openData } from '../serve/open-data.ts'
import { standardError, standardOutput } from '../serve/standard-output.ts'
import type { Surroundings } from '../surroundings.ts'
import { checkLoopback, isLoopbackAddress } from './access/check-loopback.ts'
import { relayAccess } from './access/relay-access.ts'
import { FirstQuestion } from './first-question.ts'
import { NetworkWatch } from './network-watch.ts'
import type { ParentArgument } from './parents/parent-argument.ts'
import { ParentNews } from './parents/parent-news.ts'
import { type Presented, relayParent } from './parents/relay-parents.ts'
import { relayRouting } from './parents/relay-routing.ts'
import { scriptParents, type Trust } from './parents/script-parents.ts'
import { type RelaySituation, relayWelcome } from './relay-welcome.ts'

export interface RelayOptions {
  readonly listen: ListenAddress
  readonly data?: string | undefined
  readonly pac?: PacLocation | undefined
  /** Of the proxies that the script names, as in `NO_PROXY`. */
  readonly credentialsFor?: string | undefined
  readonly directWhenUnreachable?: boolean | undefined
  readonly anyUser?: boolean | undefined
  readonly printSettings?: boolean | undefined
  readonly noProxy: string
  readonly logFormat?: LogFormat | undefined
}

/** Runs the relay until a signal ends it. */
export async function relay(
  options: RelayOptions,
  parents: readonly ParentArgument[],
  presented: Presented,
  surroundings: Surroundings,
): Promise<ExitCode> {
  checkLoopback(options.listen)
  const notices = standardError(surroundings.stderr)
  const notify = (text: string): void => void notices.write(`${text}\n`)
  const printer = printerFor(options.logFormat, notify, surroundings)
  const dataDirectory = options.data ?? join(defaultDataDirectory(surroundings), 'relay')
  let data: Data | undefined
  let bound: ListenAddress = options.listen
  const { authenticator, owner, whom } = relayAccess({
    isForAnyUser: options.anyUser === true,
    server: () => ({ address: bound.host, port: bound.port }),
  })
  const known = new Map(parents.map((each) => [each, relayParent(each, presented)]))
  const pac = await openScript(options, notify, surroundings)
  const trust: Trust = { parents, credentialsFor: options.credentialsFor ?? '', presented }
  const access: Access = {
    authenticatorFor: () => authenticator,
    policy: OPEN_POLICY,
    routing: relayRouting({
      parents: [...known.values()],
      isDirectWhenDown: options.directWhenUnreachable === true,
      noProxy: options.noProxy,
      script: pac && { script: pac.script, parentAt: scriptParents(trust, known, notify) },
    }),
  }
  const news = new ParentNews()
  const question = new FirstQuestion()
  const encoder = new EntryEncoder()
  const proxy = createProxy({
    ...fixedOptions(notify),
    access,
    relay: { owner, script: pac?.script.name, parents: () => parentFacts(known.values(), news) },
    record(entry) {
      news.noted(entry)
      if (question.is(entry)) return tellIfAny(question.learnt(entry), notify)
      const line = encoder.encode(entry)
      data?.journal.write(line, entry)
      printer?.print(entry, line)
    },
  })
  const network = networkWatch(proxy, pac, notify)
  try {
    // The port comes first: when it is taken, nothing has been created.
    bound = await listen(proxy, options.listen, { access })
    if (!isLoopbackAddress(bound.host)) checkLoopback(bound)
    data = openData({ directory: dataDirectory, keepsUsers: false, notify }, surroundings)
    network.start()
    const stopped = drainOnSignal(proxy, notify, surroundings, () => performance.now())
    const situation = situationOf(options, parents, pac)
    const url = `http://${formatAuthority(bound)}`
    for (const line of relayWelcome({ ...situation, url, whom, dataDirectory })) notify(line)
    void pac?.prepare()
    if (pac === undefined) void question.put(bound)
    surroundings.onStopSignal(() => question.withdraw())
    await stopped
    return EXIT.ok
  } finally {
    network.stop()
    await proxy.drain(0)
    await pac?.close()
    await printer?.close()
    await data?.close()
  }
}

function printerFor(
  logFormat: LogFormat | undefined,
  notify: (text: string) => void,
  surroundings: Surroundings,
): ExchangePrinter | undefined {
  const format = exchangeFormat(logFormat, surroundings)
  const output = standardOutput(surroundings.stdout)
  return format && createExchangePrinter({ output, format, notify })
}

/** What is open, and what is known, belongs to the network that was. */
function networkWatch(
  proxy: Pick<Proxy, 'networkChanged'>,
  pac: OpenedPac | undefined,
  notify: (text: string) => void,
): NetworkWatch {
  return new NetworkWatch({
    onChange(addresses) {
      notify('the network of this machine has changed: connections begin anew')
      pac?.networkChanged()
      proxy.networkChanged(addresses)
    },
  })
}

/** What the command line has said, as the first lines repeat it. */
function situationOf(
  { directWhenUnreachable, noProxy, printSettings }: RelayOptions,
  parents: readonly ParentArgument[],
  pac: OpenedPac | undefined,
): Omit<RelaySituation, 'url' | 'whom' | 'dataDirectory'> {
  return {
    parents: parents.map(({ address }) => formatParentAddress(address)),
    script: pac?.script.name,
    isDirectWhenDown: directWhenUnreachable === true,
    noProxy,
    printsAll: printSettings === true,
  }
}

function tellIfAny(sentence: string | undefined, notify: (text: string) => void): void {
  if (sentence !== undefined) notify(sentence)
}

function parentFacts(parents: Iterable<Parent>, news: ParentNews): readonly ParentFacts[] {
  return Array.from(parents, (parent) => news.of(parent))
}

/** What runs scripts is loaded where there is one. */
async function openScript(
  { pac }: Pick<RelayOptions, 'pac'>,
  notify: (sentence: string) => void,
  { nowMs }: Surroundings,
): Promise<OpenedPac | undefined> {
  if (pac === undefined) return undefined
  const { openPac } = await import('../pac/open-pac.ts')
  return await openPac(pac.from('.'), { notify, nowMs })
}

function fixedOptions(
  notify: (text: string) => void,
): Pick<ProxyOptions, 'name' | 'egress' | 'limits' | 'onBug' | 'onTrouble'> {
  return {
    // One for each instance: a proxy of the same name behind it would look like a loop.
    name: `hopwise-${randomInt(0x1000000).toString(16).padStart(6, '0')}`,
    // Whoever may use it could reach private addresses without it, too.
    egress: { allowPrivate: true },
    // A company's proxy is near; where its address leads to nobody, who asks first waits for so long.
    limits: { connectTimeoutMs: 5_000 },
    onBug: (error) => notify(`a defect in hopwise: ${inspect(error)}`),
    onTrouble: notify,
  }
}
