import { judgeBudgets, type Outcomes } from './budgets.ts'
import { describeMachine } from './machine/describe-machine.ts'
import type { Bench, Measure } from './measures/measure.ts'
import type { Peer } from './peers/peer.ts'
import type { Results } from './report/results.ts'

/** Asks every measure of every peer. `now` is the date that the results carry. */
export async function runMeasures(
  bench: Bench,
  measures: readonly Measure[],
  now: Date,
): Promise<Results> {
  const outcomes: Record<string, Outcomes[string]> = {}
  const obstacles: Record<string, string> = {}
  for (const measure of measures) {
    const obstacle = measure.obstacle?.()
    if (obstacle === undefined) outcomes[measure.name] = await measure.run(bench)
    else obstacles[measure.name] = obstacle
  }
  return {
    date: now.toISOString(),
    plan: bench.plan.kind,
    machine: describeMachine(),
    versions: versionsOf(bench.peers),
    outcomes,
    obstacles,
    judgements: judgeBudgets(outcomes),
  }
}

/** Those that are installed, by name. */
export function versionsOf(peers: readonly Peer[]): Readonly<Record<string, string>> {
  const found = peers.map((peer) => [peer.name, peer.version()] as const)
  return Object.fromEntries(found.filter((entry) => entry[1] !== undefined)) as Record<
    string,
    string
  >
}
