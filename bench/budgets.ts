/** What we promise about our own cost. Part of it is relative: another machine is faster for everybody. */

import { median } from './machine/median.ts'
import type { Outcome } from './measures/measure.ts'

export type Outcomes = Readonly<Record<string, Outcome>>

export interface Budget {
  readonly text: string
  readonly measure: string
  /** The value of ours that is judged. */
  readonly key: string
  readonly limit: Limit
}

export type Limit =
  | { readonly kind: 'absolute'; readonly most: number }
  | { readonly kind: 'relative'; readonly to: string; readonly factor: number }
  /** Each round of ours by the same round of theirs, and of these the median: as minutes differ, both do. */
  | { readonly kind: 'at-least'; readonly of: string; readonly factor: number }

export interface Judgement {
  readonly text: string
  readonly verdict: 'met' | 'missed' | 'not measured'
  /** Ours and the most or the least allowed, in the same unit: a ratio where the budget is one. */
  readonly ours?: number
  readonly most?: number
  readonly least?: number
}

export function judgeBudgets(
  outcomes: Outcomes,
  budgets: readonly Budget[] = BUDGETS,
): readonly Judgement[] {
  return budgets.map((budget) => judge(outcomes, budget))
}

/** The median of a peer, if it has one. */
export function valueOf(
  outcomes: Outcomes,
  measure: string,
  peer: string,
  key: string,
): number | undefined {
  const standing = outcomes[measure]?.peers[peer]
  return standing?.kind === 'measured' ? standing.values[key] : undefined
}

function judge(outcomes: Outcomes, budget: Budget): Judgement {
  const { text, limit } = budget
  const ours = measured(outcomes, budget)
  if (ours === undefined) return { text, verdict: 'not measured' }
  if (limit.kind === 'at-least') {
    const least = limit.factor
    return { text, verdict: ours >= least ? 'met' : 'missed', ours, least }
  }
  const most = limit.kind === 'absolute' ? limit.most : limit.factor
  return { text, verdict: ours <= most ? 'met' : 'missed', ours, most }
}

function measured(outcomes: Outcomes, { measure, key, limit }: Budget): number | undefined {
  const value = valueOf(outcomes, measure, 'hopwise', key)
  switch (limit.kind) {
    case 'absolute':
      return value
    case 'relative': {
      const unit = valueOf(outcomes, measure, limit.to, key)
      return value === undefined || unit === undefined ? undefined : value / unit
    }
    case 'at-least':
      return medianRatio(outcomes[measure], limit.of, key)
  }
}

function medianRatio(outcome: Outcome | undefined, of: string, key: string): number | undefined {
  const [ours, theirs] = [outcome?.peers['hopwise'], outcome?.peers[of]]
  if (ours?.kind !== 'measured' || theirs?.kind !== 'measured') return undefined
  return median(ours.rounds.map((round, at) => round[key]! / theirs.rounds[at]![key]!))
}

const relative = (to: string, factor: number): Limit => ({ kind: 'relative', to, factor })
const absolute = (most: number): Limit => ({ kind: 'absolute', most })
const atLeast = (factor: number, of: string): Limit => ({ kind: 'at-least', of, factor })

export const BUDGETS: readonly Budget[] = [
  {
    text: 'CPU per GET, of Squid’s',
    measure: 'get',
    key: 'cpuMicros',
    limit: relative('squid', 0.45),
  },
  {
    text: 'CPU per GET, of nginx’s',
    measure: 'get',
    key: 'cpuMicros',
    limit: relative('nginx', 2.0),
  },
  {
    text: 'CPU per GET with Digest, of that with Basic',
    measure: 'digest',
    key: 'cpuMicros',
    limit: relative('hopwise with Basic', 1.5),
  },
  {
    text: 'CPU per tunnel set-up, of Squid’s',
    measure: 'tunnels',
    key: 'cpuMicros',
    limit: relative('squid', 1.2),
  },
  { text: 'KB per idle tunnel', measure: 'idle', key: 'kilobytesEach', limit: absolute(16) },
  {
    text: 'CPU per GB through a tunnel, of Squid’s',
    measure: 'bulk',
    key: 'tunnelCpuPerGb',
    limit: relative('squid', 1.4),
  },
  {
    text: 'CPU per GB of a GET, of Squid’s',
    measure: 'bulk',
    key: 'getCpuPerGb',
    limit: relative('squid', 1.4),
  },
  // Pieces of 64 KiB come and go; if one in a hundred stayed, a quarter of the transfer would be 25 MB more.
  {
    text: 'MB that the floor of memory rises, transfer',
    measure: 'flat',
    key: 'transferGrowthMb',
    limit: absolute(24),
  },
  // A quarter of the requests is 250 thousand: an object kept of each would be 25 MB and more.
  {
    text: 'MB that the floor of memory rises, requests',
    measure: 'flat',
    key: 'requestsGrowthMb',
    limit: absolute(16),
  },
  // Over the Internet 15 µs can be told apart at best, on a local network less (Crosby, Wallach and Riedi,
  // Opportunities and Limits of Remote Timing Attacks, 2009): with a thousand tries, of which we allow ten.
  {
    text: 'µs by which a known user is told from nobody',
    measure: 'guessing',
    key: 'certainMicros',
    limit: absolute(15),
  },
  {
    text: 'GET/s of a program, http, of undici\u2019s ProxyAgent',
    measure: 'agent',
    key: 'httpPerSecond',
    limit: atLeast(0.95, 'undici ProxyAgent'),
  },
  {
    text: 'GET/s of a program, https, of undici\u2019s ProxyAgent',
    measure: 'agent',
    key: 'httpsPerSecond',
    limit: atLeast(0.95, 'undici ProxyAgent'),
  },
  {
    text: 'GET/s of a program, http, of https-proxy-agent\u2019s',
    measure: 'agent',
    key: 'httpPerSecond',
    limit: atLeast(2, 'https-proxy-agent'),
  },
  {
    text: 'GET/s of a program, https, of https-proxy-agent\u2019s',
    measure: 'agent',
    key: 'httpsPerSecond',
    limit: atLeast(2, 'https-proxy-agent'),
  },
  {
    text: 'GET per CPU second of the relay, of cntlm\u2019s',
    measure: 'relay',
    key: 'perCpuSecond',
    limit: atLeast(1, 'cntlm'),
  },
  // Up to here an answer seems to be there at once (Nielsen, Usability Engineering, 1993, §5.5).
  { text: 'ms to explain a code', measure: 'cold-start', key: 'slowestMs', limit: absolute(100) },
]
