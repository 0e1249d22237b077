import assert from 'node:assert/strict'

/** For the test form of a gate: fails with one problem a line. */
export function noProblems(problems: readonly string[]): void {
  if (problems.length > 0) assert.fail(`\n${problems.join('\n')}`)
}
