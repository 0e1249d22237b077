/** What a step has to say. Checks that are no tests (a formatter, a compiler) count as one each. */
export interface StepResult {
  readonly passed: number
  readonly failed: number
  readonly skips: readonly Skip[]
  /** For the step's line. */
  readonly said: string
  /** For a failing step: everything needed to understand it. */
  readonly output: string
  readonly seconds: number
}

export interface Skip {
  readonly file: string
  readonly name: string
  readonly reason: string
}

export interface Total {
  readonly passed: number
  readonly failed: number
  readonly skips: readonly Skip[]
  readonly areSkipsFailures: boolean
  readonly seconds: number
}

/** With `areSkipsFailures` nothing may go unseen: what was not run has not been shown to work. */
export function addUp(results: readonly StepResult[], areSkipsFailures: boolean): Total {
  const sum = (pick: (result: StepResult) => number) =>
    results.reduce((all, one) => all + pick(one), 0)
  const skips = results.flatMap((result) => result.skips)
  return {
    passed: sum((result) => result.passed),
    failed: sum((result) => result.failed) + (areSkipsFailures ? skips.length : 0),
    skips,
    areSkipsFailures,
    seconds: sum((result) => result.seconds),
  }
}

/** The closing lines: reasons of skips, then the counts alone on the last line. */
export function summary(total: Total): string {
  const { passed, failed, skips, areSkipsFailures } = total
  const title = areSkipsFailures ? 'skipped, which CI=true makes a failure:' : 'skipped:'
  const list = skips.map((skip) => `  ${skip.file}: ${skip.name} (${skip.reason})`)
  const skipped = areSkipsFailures ? 0 : skips.length
  return [
    ...(skips.length > 0 ? ['', title, ...list] : []),
    '',
    `all steps took ${total.seconds.toFixed(0)} s`,
    `${passed} passed, ${failed} failed, ${skipped} skipped`,
  ].join('\n')
}
