import { type Answers, drive } from '../flow.ts'
import type { ClientNeed } from '../scheme.ts'
import type { Attempt } from './attempt.ts'
import type { Opening } from './step.ts'

/**
 * Opens an attempt where nobody has to be waited for; undefined where somebody has, and the attempt is
 * then over. Most requests are such that nothing has changed since the one before, and cost little.
 */
export function openAtOnce(attempt: Attempt, answers: Answers<ClientNeed>): Opening | undefined {
  const { question } = attempt
  const login = question && answers['find-login'](question)
  if (login instanceof Promise) return abandoned(attempt, login)
  const opening = (login && attempt.openWith(login)) ?? drive(attempt.open(), answers)
  return opening instanceof Promise ? abandoned(attempt, opening) : opening
}

/** What comes of it is for nobody; whoever asks again will hear of a failure. */
function abandoned(attempt: Attempt, waited: Promise<unknown>): undefined {
  void waited.catch(() => undefined).then(() => attempt.abandon())
}
