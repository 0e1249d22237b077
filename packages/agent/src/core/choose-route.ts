import type { Destination } from './no-proxy.ts'
import type { ProxyAddress } from './proxy-address.ts'
import type { ProxySettings } from './proxy-settings.ts'

/** How an origin is reached, and why. */
export type Route =
  | { readonly kind: 'proxy'; readonly proxy: ProxyAddress; readonly from: string }
  | { readonly kind: 'direct'; readonly why: 'no-proxy-set' | 'listed'; readonly entry?: string }
  /** A PAC script has to be asked. */
  | { readonly kind: 'chosen' }

export interface RoutedOrigin extends Destination {
  readonly scheme: 'http' | 'https'
}

export function chooseRoute(settings: ProxySettings, origin: RoutedOrigin): Route {
  const chosen = settings.isChosen ? CHOSEN : settings[origin.scheme]
  if (chosen === undefined) return { kind: 'direct', why: 'no-proxy-set' }
  const entry = settings.noProxy.entryFor(origin)
  if (entry !== undefined) return { kind: 'direct', why: 'listed', entry }
  if (chosen === CHOSEN) return { kind: 'chosen' }
  return { kind: 'proxy', proxy: chosen.proxy, from: chosen.from }
}

const CHOSEN = 'chosen'
