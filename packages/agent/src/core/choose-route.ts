import type { Destination } from './no-proxy.ts'
import type { ProxyAddress } from './proxy-address.ts'
import type { ProxySettings, SettingProblem } from './proxy-settings.ts'

/** How an origin is reached, and why. */
export type Route =
  | { readonly kind: 'proxy'; readonly proxy: ProxyAddress; readonly from: string }
  | { readonly kind: 'direct'; readonly why: 'no-proxy-set' | 'listed'; readonly entry?: string }
  /** What is said about it names no proxy. A typing mistake is no reason to go past one. */
  | { readonly kind: 'unusable'; readonly said: SettingProblem }
  /** A PAC script has to be asked. */
  | { readonly kind: 'chosen' }

export interface RoutedOrigin extends Destination {
  readonly scheme: 'http' | 'https'
}

export function chooseRoute(settings: ProxySettings, origin: RoutedOrigin): Route {
  const chosen = settings.isChosen ? CHOSEN : settings[origin.scheme]
  const said = chosen ?? settings.unusable?.[origin.scheme]
  if (said === undefined) return { kind: 'direct', why: 'no-proxy-set' }
  const entry = settings.noProxy.entryFor(origin)
  if (entry !== undefined) return { kind: 'direct', why: 'listed', entry }
  if (said === CHOSEN) return { kind: 'chosen' }
  return 'proxy' in said
    ? { kind: 'proxy', proxy: said.proxy, from: said.from }
    : { kind: 'unusable', said }
}

const CHOSEN = 'chosen'
