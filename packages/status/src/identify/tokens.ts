import type { Entry } from '../entries.ts'
import type { Weight } from '../row.ts'
import type { Evidence } from './evidence.ts'
import type { Observation } from './observation.ts'

/** What the flags of a log line say for a row of that product's log. */
export function tokenEvidence(entry: Entry, observed: Observation): readonly Evidence[] {
  const { source, row } = entry
  if (observed.tokens.length === 0 || source.product !== observed.product) return []
  for (const token of observed.tokens) {
    const weight = fit(source.source, row.key, token)
    if (weight) return [{ kind: 'log', weight, what: row.log?.field ?? 'log', value: token }]
  }
  return []
}

/** A part of a flag says less than the whole of it. */
function fit(source: string, key: string, token: string): Weight | undefined {
  if (source === 'haproxy-log') return terminationFit(key, token)
  if (source === 'squid-log' && key.startsWith('*_')) {
    return token.split('_').includes(key.slice(2)) ? 'strong' : undefined
  }
  return key === token ? 'settles' : undefined
}

/** `sC--`: the first two characters are a pair of their own, and each has its meaning by position. */
function terminationFit(key: string, state: string): Weight | undefined {
  const [, position, character] = /^([1-4]):(.)$/.exec(key) ?? []
  if (position === undefined) return state.slice(0, 2) === key ? 'settles' : undefined
  const isSaid = character !== '-' && state[Number(position) - 1] === character
  return isSaid ? 'strong' : undefined
}
