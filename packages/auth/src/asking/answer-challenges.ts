import { type Answers, drive } from '../flow.ts'
import type { ClientNeed } from '../scheme.ts'
import type { Attempt } from './attempt.ts'
import type { GiveUp, Send } from './step.ts'

/**
 * `attempt.challenged` for who can wait: until another request that is trying the same secret for the
 * first time knows what became of it.
 */
export async function answerChallenges(
  attempt: Attempt,
  values: readonly string[],
  answers: Answers<ClientNeed>,
  channelBinding?: Uint8Array,
): Promise<Send | GiveUp> {
  for (;;) {
    const step = await drive(attempt.challenged(values, channelBinding), answers)
    if (step.kind !== 'wait') return step
    await step.until
  }
}
