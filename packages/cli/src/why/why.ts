import { lookup } from 'node:dns/promises'
import type { Verdict } from '@hopwise/auth'
import { parseTarget } from '@hopwise/http'
import { type Described, type Foretold, foretell, type Imagined } from '@hopwise/proxy'
import { defaultDataDirectory } from '../data-option.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { print } from '../explain/print.ts'
import { Problem } from '../problem.ts'
import type { Surroundings } from '../surroundings.ts'
import { type DescribedProxy, describedByConfig, describedByDefault } from './described-proxy.ts'
import { type ImaginedHead, imaginedHead } from './imagined-head.ts'
import { type Who, who } from './who.ts'
import { whyJson } from './why-json.ts'
import { whyReport } from './why-report.ts'

export interface WhyOptions {
  readonly to: string
  readonly method?: string
  readonly user?: string
  readonly group: readonly string[]
  readonly scheme?: string
  /** The client's IP address. */
  readonly from: string
  /** Milliseconds since the epoch. */
  readonly at?: number
  readonly address: readonly string[]
  readonly resolve?: boolean
  readonly config?: string
  readonly data?: string
  readonly allowPrivate?: boolean
  readonly json?: boolean
}

/** What was asked, and what would come of it. */
export interface Why {
  readonly asked: ImaginedHead & {
    readonly client: string
    readonly timeMs: number
    /** Of the time zone in which rules mean hours. */
    readonly offsetMinutes: number
  }
  readonly scheme: string
  /** Undefined where nobody is imagined to sign in. */
  readonly who: Who | undefined
  /** What the first request gets, which carries no credentials. */
  readonly first: Foretold
  /** What the request gets that carries them. */
  readonly told: Foretold | undefined
  /** What the host resolved to, where it was asked. */
  readonly addresses: readonly string[] | undefined
}

/** Explains a request without sending it. 0 where it would be let through, 1 where not. */
export async function explainWhy(
  options: WhyOptions,
  surroundings: Surroundings,
): Promise<ExitCode> {
  const { stdout } = surroundings
  const described = await describe(options, surroundings)
  const why = await answer(options, described, surroundings)
  const text = options.json === true ? whyJson(why) : whyReport(why, surroundings)
  print(text, stdout)
  return isLetThrough(why.told ?? why.first) ? EXIT.ok : EXIT.negative
}

function describe(options: WhyOptions, surroundings: Surroundings): Promise<DescribedProxy> {
  const { config, allowPrivate = false } = options
  if (config === undefined)
    return Promise.resolve(describedByDefault(allowPrivate, surroundings.offsetMinutes))
  return describedByConfig(config, surroundings.offsetMinutes)
}

async function answer(
  options: WhyOptions,
  { proxy, zone, data, schemes }: DescribedProxy,
  surroundings: Surroundings,
): Promise<Why> {
  const { to, method, from: client, user, group: groups } = options
  const timeMs = options.at ?? surroundings.nowMs()
  const head = imaginedHead(to, method)
  const scheme = options.scheme ?? schemes[0] ?? 'client-address'
  const directory = options.data ?? data ?? defaultDataDirectory(surroundings)
  const somebody =
    user === undefined ? undefined : who({ user, groups, scheme, timeMs }, directory, surroundings)
  const addresses = await addressesFor(options, head)
  const tell = (verdict: Verdict): Foretold => {
    const imagined: Imagined = { head: head.head, verdict, client, timeMs, addresses }
    return foretell(imagined, proxy)
  }
  return {
    asked: { ...head, client, timeMs, offsetMinutes: zone(timeMs) },
    scheme,
    who: somebody,
    first: tell(await withoutCredentials(head, client, addresses, proxy)),
    told: somebody && tell(somebody.verdict),
    addresses,
  }
}

/** A client's address may be enough, and then there is no challenge. */
function withoutCredentials(
  { method, target }: ImaginedHead,
  address: string,
  addresses: readonly string[] | undefined,
  { access }: Described,
): Verdict | Promise<Verdict> {
  const parsed = parseTarget(method, target)
  const destination = 'host' in parsed ? parsed : { host: '', port: 0 }
  const asked = { method, target, peer: { address, conversation: undefined } }
  return access.authenticatorFor({ ...destination, addresses }).authenticate([], asked)
}

/** Asking a resolver sends something: only for whoever says so. */
async function addressesFor(
  { resolve, address }: WhyOptions,
  { target, method }: ImaginedHead,
): Promise<readonly string[] | undefined> {
  if (address.length > 0) return address
  if (resolve !== true) return undefined
  const url = URL.parse(method === 'CONNECT' ? `http://${target}` : target)
  const host = url?.hostname.replace(/^\[|\]$/g, '') ?? ''
  try {
    return (await lookup(host, { all: true })).map((found) => found.address)
  } catch (cause) {
    throw new Problem(
      EXIT.negative,
      `${host} cannot be resolved here: the proxy would answer 502 NAME_NOT_RESOLVED.`,
      { cause },
    )
  }
}

/** Something that is not decided may be refused. */
export function isLetThrough({ kind, fault }: Foretold): boolean {
  return kind === 'passed-on' || (kind === 'answered' && fault === undefined)
}
