import type { GuessGuard } from '@hopwise/auth'
import { createGuessing } from '@hopwise/auth/node'
import type { GuessingSection } from '../config/sections/guessing.ts'
import type { LateData } from '../serve/late-data.ts'

/** The guard for a section; undefined where nothing is done about guessing. */
export type GuardFor = (section: GuessingSection) => GuessGuard | undefined

/**
 * The same guard as long as the section says the same: a configuration that is read again must not
 * make anybody's refusals forgotten.
 */
export function keptGuard({ lockOuts }: LateData, nowMs: () => number): GuardFor {
  let said: string | undefined
  let guard: GuessGuard | undefined
  return (section) => {
    const says = JSON.stringify(section)
    if (says !== said) guard = guardFor(section, lockOuts, nowMs)
    said = says
    return guard
  }
}

function guardFor(
  section: GuessingSection,
  ledger: LateData['lockOuts'],
  nowMs: () => number,
): GuessGuard | undefined {
  const { byUser, byClient, answer, prefix } = section
  if (answer === 'none') return undefined
  return createGuessing({
    byUser: limit(byUser),
    byClient: limit(byClient),
    answer,
    prefix,
    ledger,
    nowMs,
  })
}

function limit({ refusals, within, lockOut }: GuessingSection['byUser']) {
  return { refusals, withinMs: within.ms, lockOutMs: lockOut.ms }
}
