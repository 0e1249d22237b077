import { type NoProxy, type NoProxyDialect, parseNoProxy } from './no-proxy.ts'
import { type ProxyAddress, type ProxyAddressProblem, parseProxyAddress } from './proxy-address.ts'

/** What an environment says about proxies. */
export interface ProxySettings {
  readonly http: ChosenProxy | undefined
  readonly https: ChosenProxy | undefined
  /** Said for that scheme, and no proxy: what it is for goes nowhere, least of all past it. */
  readonly unusable?: { readonly [S in 'http' | 'https']?: SettingProblem | undefined } | undefined
  readonly noProxy: NoProxy
  /** Whether a PAC script chooses, and not what is named here. */
  readonly isChosen?: boolean | undefined
  readonly problems: readonly SettingProblem[]
}

export interface ChosenProxy {
  readonly proxy: ProxyAddress
  /** Where it was said: the name of a variable, or `option`. */
  readonly from: string
}

export interface SettingProblem {
  readonly variable: string
  /**
   * `not-trusted`: in a CGI program `HTTP_PROXY` is what a client sent as `Proxy:` (CVE-2016-5385,
   * "httpoxy"), so only the lower-case name is believed there.
   */
  readonly problem: ProxyAddressProblem | 'not-trusted'
}

/** Values of environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>

/**
 * Reads `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy`. The lower-case name wins where both are
 * there, even when it is empty, which means: no proxy.
 */
export function readProxySettings(
  environment: Environment,
  dialect?: NoProxyDialect,
): ProxySettings {
  const problems: SettingProblem[] = []
  const http = first(environment, ['http_proxy', 'HTTP_PROXY', ...FOR_ALL], problems)
  const https = first(environment, ['https_proxy', 'HTTPS_PROXY', ...FOR_ALL], problems)
  return {
    http: http && 'proxy' in http ? http : undefined,
    https: https && 'proxy' in https ? https : undefined,
    unusable: {
      http: http && 'problem' in http ? http : undefined,
      https: https && 'problem' in https ? https : undefined,
    },
    noProxy: parseNoProxy(environment['no_proxy'] ?? environment['NO_PROXY'] ?? '', dialect),
    problems,
  }
}

function first(
  environment: Environment,
  names: readonly string[],
  problems: SettingProblem[],
): ChosenProxy | SettingProblem | undefined {
  for (const name of names) {
    const value = environment[name]
    if (value === undefined) continue
    if (name === 'HTTP_PROXY' && IN_CGI.some((sign) => environment[sign] !== undefined)) {
      problems.push({ variable: name, problem: 'not-trusted' })
      continue
    }
    const parsed = parseProxyAddress(value)
    if (parsed.kind === 'proxy') return { proxy: parsed.proxy, from: name }
    if (parsed.problem === 'empty') return undefined
    const unusable = { variable: name, problem: parsed.problem }
    problems.push(unusable)
    return unusable
  }
  return undefined
}

const FOR_ALL: readonly string[] = ['all_proxy', 'ALL_PROXY']
const IN_CGI: readonly string[] = ['REQUEST_METHOD', 'GATEWAY_INTERFACE']
