import type { Challenge, ParsedChallenges } from '@hopwise/http'
import type { Flow } from './flow.ts'
import type { Answered, ClientNeed, ClientScheme, DeclineReason, Requested } from './scheme.ts'

/** A challenge that was not answered, and why. */
export interface PassedOver {
  readonly scheme: string
  readonly reason: DeclineReason | 'scheme-unknown' | 'weaker-than-answered'
  /** What else there is to say about it: see `Declined`. */
  readonly detail?: string | undefined
}

export type Choice =
  /** `value` is what to repeat the request with. */
  | (Answered & { readonly scheme: string; readonly passedOver: readonly PassedOver[] })
  | { readonly kind: 'unanswerable'; readonly passedOver: readonly PassedOver[] }

/**
 * Answers the strongest challenge that can be answered; a scheme that declines leaves its place to
 * the next. Of two equally strong ones the first is taken (RFC 9110 §11.3), unless their scheme
 * prefers the other. Without a challenge nobody is asked for a login, and nothing is sent.
 */
export function* chooseAnswer<K extends ClientNeed>(
  offered: ParsedChallenges,
  schemes: readonly ClientScheme<K>[],
  requested: Requested,
): Flow<Choice, K> {
  const candidates = rank(offered.challenges, schemes)
  const passedOver: PassedOver[] = lost(offered, schemes)
  for (const [i, { challenge, client }] of candidates.entries()) {
    const answer = yield* client.answer(challenge, requested)
    if (answer.kind === 'declined') {
      const { reason, detail } = answer
      passedOver.push({ scheme: client.name, reason, ...(detail !== undefined && { detail }) })
      continue
    }
    for (const { client: weaker } of candidates.slice(i + 1)) {
      passedOver.push({ scheme: weaker.name, reason: 'weaker-than-answered' })
    }
    return { ...answer, scheme: client.name, passedOver }
  }
  return { kind: 'unanswerable', passedOver }
}

interface Candidate<K extends ClientNeed> {
  readonly challenge: Challenge
  readonly client: ClientScheme<K>
}

function rank<K extends ClientNeed>(
  challenges: readonly Challenge[],
  schemes: readonly ClientScheme<K>[],
): Candidate<K>[] {
  return challenges
    .flatMap((challenge) => {
      const client = schemes.find(({ name }) => name === challenge.scheme)
      return client ? [{ challenge, client }] : []
    })
    .sort((a, b) => b.client.strength - a.client.strength || preference(b) - preference(a))
}

function preference({ challenge, client }: Candidate<ClientNeed>): number {
  return client.preference?.(challenge) ?? 0
}

/** Challenges that never became candidates: of foreign schemes, or too malformed to be read. */
function lost(
  offered: ParsedChallenges,
  schemes: readonly { readonly name: string }[],
): PassedOver[] {
  const foreign = offered.challenges
    .filter(({ scheme }) => !schemes.some(({ name }) => name === scheme))
    .map(({ scheme }) => ({ scheme, reason: 'scheme-unknown' }) as const)
  const spoilt = new Set(offered.problems.flatMap(({ scheme }) => scheme ?? []))
  const malformed = [...spoilt].map(
    (scheme) => ({ scheme, reason: 'challenge-malformed' }) as const,
  )
  return [...foreign, ...malformed]
}
