import type { Attempt, Secret } from '@hopwise/auth'
import { answerChallenge } from './answer-challenge.ts'
import type { Hop } from './hop.ts'
import { openTunnel } from './tunnel.ts'
import { isProxysOwn } from './whose-challenge.ts'

export interface DirectChallenge {
  readonly attempt: Attempt
  readonly hop: Hop
  /** Absolute URI. */
  readonly target: string
}

/**
 * What a 407 on the short way is answered with. Undefined: the request has to go the long way, with an
 * attempt of its own; this one is over. What was learnt by then is known there, a refused secret above all.
 */
export async function answerDirectly(
  { attempt, hop, target }: DirectChallenge,
  challenges: readonly string[],
): Promise<Secret | undefined> {
  try {
    const mayBeOrigins = attempt.wouldBeRefused(challenges)
    if (!mayBeOrigins || (await isProxysOwn(hop, target))) {
      const step = await answerChallenge({ hop, attempt, challenges }, openTunnel)
      if (step.kind === 'send' && step.connection === 'any') return step.value
    }
  } catch {
    // The long way meets the same, and says so.
  }
  attempt.abandon()
  return undefined
}
