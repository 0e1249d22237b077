import { ruleProblems } from '@hopwise/proxy'
import { nearMatch } from '../near-match.ts'
import { isOwnAddress } from '../serve/own-address.ts'
import type { Config } from './config.ts'
import { type ConfigProblem, formatKey } from './config-problem.ts'
import type { YamlText } from './read-yaml.ts'
import type { AuthenticationSection } from './sections/authentication.ts'
import { DIRECT } from './sections/parents.ts'
import type { Tier, Via } from './sections/routes.ts'

/** What no section can know of itself: whether the names it mentions are there, and what fits together. */
export function crossCheck(config: Config, yaml: YamlText): readonly ConfigProblem[] {
  const found: ConfigProblem[] = []
  const say: Say = (path, sentence, level = 'error') =>
    void found.push({ level, ...yaml.placeOf(path), key: formatKey(path), sentence })
  for (const check of CHECKS) check(config, say)
  return found
}

/** A new check is one function and one line of this list. */
const CHECKS: readonly ((config: Config, say: Say) => void)[] = [
  listenersMention,
  routesMention,
  routesMakeSense,
  parentsAreOthers,
  authenticationMentions,
  somebodyCanSignIn,
  certificatesAreAskedFor,
  addressesAreTwice,
  rulesMakeSense,
]

type Say = (path: readonly PropertyKey[], sentence: string, level?: ConfigProblem['level']) => void

function listenersMention({ listeners, authentication }: Config, say: Say): void {
  for (const [at, listener] of listeners.entries()) {
    const path = ['listeners', at, 'authentication']
    mention(listener.authentication, 'authentication', Object.keys(authentication), path, say)
  }
}

function routesMention({ routes, authentication, parents }: Config, say: Say): void {
  for (const [at, route] of routes.entries()) {
    const path = ['routes', at]
    if (route.authentication !== undefined) {
      const names = Object.keys(authentication)
      mention(route.authentication, 'authentication', names, [...path, 'authentication'], say)
    }
    for (const { tier, at: within } of tiersOf(route.via)) {
      for (const name of Object.keys(tier)) {
        if (name !== DIRECT)
          mention(name, 'parents', Object.keys(parents), [...path, ...within], say)
      }
    }
  }
}

/** What authentication is asked for is decided before it is known who asks. */
function routesMakeSense({ routes, parents }: Config, say: Say): void {
  if (DIRECT in parents) say(['parents', DIRECT], 'this name means the origin itself: take another')
  for (const [at, { users, groups, authentication, via }] of routes.entries()) {
    const path = ['routes', at]
    if (authentication !== undefined && (users ?? groups) !== undefined) {
      say([...path, 'authentication'], 'who asks is not known yet: no users and groups with it')
    }
    const placed = tiersOf(via)
    for (const { tier, at: within } of placed) {
      if (!(DIRECT in tier)) continue
      const isAlone = Object.keys(tier).length === 1
      if (isAlone && tier === placed.at(-1)?.tier) continue
      say([...path, ...within], 'direct stands alone, at the end: nothing comes after it')
    }
    if (via !== undefined && 'pac' in via && Object.keys(parents).length === 0) {
      const sentence = 'parents is empty: of what this script names only DIRECT could be followed'
      say([...path, 'via', 'pac'], sentence, 'warning')
    }
  }
}

/** What was sent to such a parent would come back. */
function parentsAreOthers({ listeners, parents }: Config, say: Say): void {
  for (const [name, { url }] of Object.entries(parents)) {
    const own = listeners.find(({ listen }) => isOwnAddress(url, listen))
    if (own === undefined) continue
    const sentence = `that is this proxy itself, which listens on ${own.listen.toJSON()}: name the proxy that comes next`
    say(['parents', name, 'url'], sentence)
  }
}

/** Every tier of a way, and where it stands in its route. */
function tiersOf(
  via: Via | undefined,
): readonly { readonly tier: Tier; readonly at: readonly PropertyKey[] }[] {
  const isScript = via !== undefined && 'pac' in via
  const tiers = (isScript ? via.otherwise : via) ?? []
  const key = isScript ? ['via', 'otherwise'] : ['via']
  return tiers.map((tier, place) => ({ tier, at: [...key, place] }))
}

function authenticationMentions({ authentication, stores }: Config, say: Say): void {
  for (const [name, section] of Object.entries(authentication)) {
    for (const [at, store] of (section.stores ?? []).entries()) {
      mention(store, 'stores', Object.keys(stores), ['authentication', name, 'stores', at], say)
    }
  }
}

function mention(
  name: string,
  section: string,
  names: readonly string[],
  path: readonly PropertyKey[],
  say: Say,
): void {
  if (names.includes(name)) return
  const near = nearMatch(name, names)
  const there = names.length === 0 ? 'nothing' : names.join(', ')
  const hint = near === undefined ? `there is ${there}` : `did you mean ${near}?`
  say(path, `there is no "${name}" in ${section}: ${hint}`)
}

function somebodyCanSignIn({ authentication }: Config, say: Say): void {
  for (const [name, section] of Object.entries(authentication)) {
    const path = ['authentication', name]
    if (section.schemes.length === 0 && !hasOtherProof(section)) {
      const sentence = 'nobody could sign in: name a scheme, or add addresses or certificates'
      say([...path, 'schemes'], sentence)
    }
    if (section.schemes.includes('negotiate') && section.negotiate === undefined) {
      say(path, 'the scheme negotiate needs the key negotiate with keytab and service')
    }
    if (new Set(section.schemes).size < section.schemes.length) {
      say([...path, 'schemes'], 'a scheme is there twice')
    }
  }
}

function hasOtherProof({ addresses, certificates }: AuthenticationSection): boolean {
  return addresses !== undefined || certificates !== undefined
}

/** Nobody can show a certificate to a listener that does not ask for one. */
function certificatesAreAskedFor({ listeners, authentication, routes }: Config, say: Say): void {
  for (const [name, { certificates, satisfy }] of Object.entries(authentication)) {
    if (certificates === undefined) continue
    const isRouted = routes.some((route) => route.authentication === name)
    const users = listeners.filter((listener) => isRouted || listener.authentication === name)
    const without = users.filter(({ tls }) => tls?.clientCertificates === undefined)
    if (without.length === 0) continue
    const sentence = `no certificate can be shown at ${without.map(({ listen }) => listen.toJSON()).join(', ')}, which has no tls.clientCertificates`
    const isUseless = satisfy === 'all' && without.length === users.length
    say(['authentication', name, 'certificates'], sentence, isUseless ? undefined : 'warning')
  }
}

function addressesAreTwice({ listeners }: Config, say: Say): void {
  const seen = new Set<string>()
  for (const [at, { listen }] of listeners.entries()) {
    const address = listen.toJSON()
    if (listen.port !== 0 && seen.has(address)) {
      say(['listeners', at, 'listen'], 'another listener has this address')
    }
    seen.add(address)
  }
}

function rulesMakeSense({ policy }: Config, say: Say): void {
  for (const { index, key, problem } of ruleProblems(policy.rules)) {
    say(['policy', 'rules', index, key], problem)
  }
}
