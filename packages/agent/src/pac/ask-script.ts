import type { Lookups } from './lookups.ts'
import type { PacLimits } from './pac-limits.ts'
import type { RunOutcome } from './script-machine.ts'
import type { ScriptThread } from './script-thread.ts'
import type { SeenUrl } from './seen-url.ts'

export interface AskedWorld {
  readonly lookups: Lookups
  readonly ownAddresses: readonly string[]
  readonly nowMs: number
}

/**
 * Asks a script, and looks up what it wants to know: each name that is missing ends the run, and the
 * next has it. The time and the addresses stay the same in all of them, so that they go one way.
 */
export async function askScript(
  thread: ScriptThread,
  { url, host }: SeenUrl,
  { lookups, ownAddresses, nowMs }: AskedWorld,
  { namesMax }: Pick<PacLimits, 'namesMax'>,
): Promise<Exclude<RunOutcome, { kind: 'lookups' }>> {
  const addresses = new Map<string, readonly string[]>()
  for (;;) {
    const outcome = await thread.run(url, host, { nowMs, addresses, ownAddresses })
    if (outcome.kind !== 'lookups') return outcome
    if (addresses.size + outcome.names.length > namesMax) {
      const detail = `The script wants more than ${namesMax} names looked up`
      return { kind: 'failed', code: 'TOO_MANY_NAMES', detail }
    }
    await Promise.all(
      outcome.names.map(async (name) => {
        addresses.set(name, await lookups.of(name))
      }),
    )
  }
}
