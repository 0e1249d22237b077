import type { Challenge } from '@hopwise/http'

/** A challenge as it would stand for the next request: a round and a refusal are of this one. */
export function lasting(challenge: Challenge): Challenge {
  const { scheme } = challenge
  if (challenge.kind === 'token68') return { kind: 'params', scheme, params: new Map() }
  const params = [...challenge.params].filter(([name]) => !PASSING.has(name))
  return { kind: 'params', scheme, params: new Map(params) }
}

const PASSING: ReadonlySet<string> = new Set(['stale', 'error', 'error_description', 'error_uri'])
