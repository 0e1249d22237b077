/** Looks again until it is so. For what has no event of its own; gives up loudly. */
export async function eventually(isSo: () => boolean, what: string): Promise<void> {
  const untilMs = performance.now() + PATIENCE_MS
  while (!isSo()) {
    if (performance.now() > untilMs) throw new Error(`never so: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
}

const PATIENCE_MS = 20_000
const LOOK_MS = 2
