import type { TestContext } from 'node:test'

/**
 * Ends what a test started: the last first, and each even when another fails. `t.after` begins with the
 * first and stops at an error: a directory that a program still writes to cannot be removed, and the
 * program, never ended then, kept the run from ending.
 */
export function cleanUp(t: TestContext, end: () => unknown): void {
  const known = ENDS.get(t)
  if (known !== undefined) {
    known.push(end)
    return
  }
  const ends = [end]
  ENDS.set(t, ends)
  t.after(() => endAll(ends))
}

async function endAll(ends: readonly (() => unknown)[]): Promise<void> {
  const errors: unknown[] = []
  for (const end of ends.toReversed()) {
    try {
      await end()
    } catch (error) {
      errors.push(error)
    }
  }
  if (errors.length > 0) throw new AggregateError(errors, 'What a test started did not end cleanly')
}

const ENDS = new WeakMap<TestContext, (() => unknown)[]>()
