/** Things in a sentence: `a, b and 7 more`. A list of blocked hosts would fill the terminal. */
export function listed(things: readonly { toString(): string }[]): string {
  if (things.length <= SHOWN_MAX) return things.join(', ')
  return `${things.slice(0, SHOWN_MAX - 1).join(', ')} and ${things.length - SHOWN_MAX + 1} more`
}

const SHOWN_MAX = 6
