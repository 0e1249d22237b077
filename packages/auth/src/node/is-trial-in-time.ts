/**
 * For `answerChallenges`: whether somebody else's trial ends soon. A proxy that refuses a password does so
 * within seconds, also when it asks a directory; what takes longer is an origin's answer.
 *
 * @param patienceMs ten seconds unless said
 */
export async function isTrialInTime(
  until: Promise<void>,
  patienceMs: number = PATIENCE_MS,
): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, patienceMs, false)
  })
  try {
    return await Promise.race([until.then(() => true), late])
  } finally {
    clearTimeout(timer)
  }
}

const PATIENCE_MS = 10_000
