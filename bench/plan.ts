/** How much is measured. */
export interface Plan {
  readonly kind: 'full' | 'quick'
  readonly get: { readonly generations: number; readonly rounds: number; readonly seconds: number }
  readonly tunnels: { readonly rounds: number; readonly count: number }
  readonly idle: { readonly count: number }
  readonly bulk: { readonly rounds: number; readonly bytes: number }
  readonly digest: { readonly rounds: number; readonly requests: number }
  readonly agent: {
    readonly generations: number
    readonly seconds: number
    readonly atOnce: number
    /** Requests after a start that do not count, of each scheme. */
    readonly warmUp: number
  }
  readonly relay: { readonly rounds: number; readonly seconds: number }
  readonly coldStart: { readonly rounds: number }
  readonly guessing: { readonly tries: number }
  readonly flat: { readonly bytes: number; readonly requests: number }
}

/** Under 20 minutes with all peers on two cores. */
export const FULL: Plan = {
  kind: 'full',
  get: { generations: 3, rounds: 3, seconds: 3 },
  tunnels: { rounds: 9, count: 4000 },
  idle: { count: 4000 },
  bulk: { rounds: 3, bytes: 2e9 },
  digest: { rounds: 5, requests: 40_000 },
  agent: { generations: 7, seconds: 1.5, atOnce: 64, warmUp: 50_000 },
  relay: { rounds: 5, seconds: 3 },
  coldStart: { rounds: 40 },
  guessing: { tries: 10_000 },
  flat: { bytes: 10e9, requests: 1e6 },
}

/** Under two minutes: to see whether something is off, not to publish. */
export const QUICK: Plan = {
  kind: 'quick',
  get: { generations: 1, rounds: 2, seconds: 1 },
  tunnels: { rounds: 2, count: 1000 },
  idle: { count: 1000 },
  bulk: { rounds: 1, bytes: 4e8 },
  digest: { rounds: 2, requests: 10_000 },
  agent: { generations: 2, seconds: 0.5, atOnce: 64, warmUp: 10_000 },
  relay: { rounds: 2, seconds: 1 },
  coldStart: { rounds: 10 },
  guessing: { tries: 500 },
  flat: { bytes: 1e9, requests: 2e5 },
}
