import { formatAuthority } from '@hopwise/http'
import type { Parent } from './parent.ts'
import type { ParentChain } from './routing.ts'

/** A program that names ways to a destination: a PAC script, run by somebody else. */
export interface WayScript {
  /** Where it comes from, for the journal and people; without secrets. */
  readonly name: string
  /**
   * Never rejects: that it gives no way is an outcome.
   *
   * @param url of the destination: `http://host:port/`, or `https://…` for a tunnel; never a path
   */
  ask(url: string): Promise<ScriptAnswer>
}

export type ScriptAnswer =
  | { readonly kind: 'ways'; readonly ways: readonly NamedWay[] }
  /** It cannot be had now. */
  | { readonly kind: 'unavailable'; readonly detail: string }
  /** It fails, or what it says cannot be read. */
  | { readonly kind: 'unusable'; readonly detail: string }

export type NamedWay =
  | { readonly kind: 'direct' }
  | { readonly kind: 'proxy'; readonly address: NamedAddress }

export interface NamedAddress {
  /** As far as a parent has the same; scripts know more. */
  readonly scheme: string
  /** Lower case, IPv6 without brackets. */
  readonly host: string
  readonly port: number
}

/** A way that a script names for each destination. */
export interface ScriptedWay {
  readonly script: WayScript
  /** Whom a script may send requests to: undefined for a proxy that is not to be asked. */
  parentAt(address: NamedAddress): Parent | undefined
  /** Whether the origin is asked itself when none of the proxies that it names is up. */
  readonly orDirect: boolean
  /** Where it names no way that can be taken. Absent: then the request fails. */
  readonly otherwise?: 'direct' | ParentChain | undefined
}

export type ChosenHops =
  | { readonly kind: 'hops'; readonly hops: readonly (Parent | 'direct')[] }
  | { readonly kind: 'otherwise'; readonly way: 'direct' | ParentChain }
  | { readonly kind: 'none'; readonly why: 'unavailable' | 'unusable'; readonly detail: string }

/**
 * What comes of an answer: whom to ask, one after the other. The script's order is kept, but parents
 * that are down are asked last. DIRECT keeps its place, since a script that names it last means "only
 * if there is no proxy". A proxy that is nobody's parent here is passed over and never becomes DIRECT.
 */
export function hopsOf(answer: ScriptAnswer, way: ScriptedWay, nowMs: number): ChosenHops {
  if (answer.kind !== 'ways') return noneOf(way, answer.kind, answer.detail)
  const named = answer.ways.map((each) =>
    each.kind === 'direct' ? 'direct' : (way.parentAt(each.address) ?? each.address),
  )
  const known = named.filter((hop) => hop === 'direct' || 'health' in hop)
  if (known.length === 0) {
    const listed = answer.ways.slice(0, LISTED_MAX).map(formatNamedWay).join(', ')
    return noneOf(way, 'unusable', `it names ${listed}, and no parent is configured there`)
  }
  const hops = way.orDirect && !known.includes('direct') ? [...known, 'direct' as const] : known
  const isUp = (hop: Parent | 'direct') => hop === 'direct' || hop.health.isUp(nowMs)
  return { kind: 'hops', hops: [...hops.filter(isUp), ...hops.filter((hop) => !isUp(hop))] }
}

/** `socks4://proxy.example:1080`, `direct` */
export function formatNamedWay(way: NamedWay): string {
  if (way.kind === 'direct') return 'direct'
  const { scheme, host, port } = way.address
  return `${scheme}://${formatAuthority(host, port)}`
}

function noneOf(
  { script, otherwise, orDirect }: ScriptedWay,
  why: 'unavailable' | 'unusable',
  detail: string,
): ChosenHops {
  if (otherwise !== undefined) return { kind: 'otherwise', way: otherwise }
  if (orDirect) return { kind: 'otherwise', way: 'direct' }
  return { kind: 'none', why, detail: `the PAC script ${script.name}: ${detail}` }
}

/** An answer may have hundreds; a detail is one line. */
const LISTED_MAX = 4
