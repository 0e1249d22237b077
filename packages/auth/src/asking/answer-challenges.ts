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
  { channelBinding, recheck, isInTime }: Circumstances = {},
): Promise<Send | GiveUp> {
  let isRechecked = false
  for (;;) {
    const step = await drive(attempt.challenged(values, channelBinding), answers)
    if (step.kind === 'wait') {
      if (isInTime === undefined) await step.until
      else if (!(await isInTime(step.until))) attempt.hurry()
    } else if (step.kind === 'give-up' && step.recheck && recheck && !isRechecked) {
      isRechecked = true
      await recheck(step.recheck)
    } else return step
  }
}

export interface Circumstances {
  /**
   * Waits for others' trials: whether that ended before it took too long. Absent: however long it takes.
   */
  readonly isInTime?: ((until: Promise<void>) => Promise<boolean>) | undefined
  /** Of the connection that the challenges came by: see `Requested`. */
  readonly channelBinding?: Uint8Array | undefined
  /**
   * Asks for a tunnel to this target, with the credentials that its attempt gives, and closes it. Whether it
   * was let through is nobody's concern but the attempt's.
   */
  readonly recheck?: ((target: string) => Promise<void>) | undefined
}
