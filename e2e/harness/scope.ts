import { after } from 'node:test'

/** What a started thing belongs to: it is stopped when that ends. */
export interface Scope {
  after(stop: () => unknown): void
}

/** A scope that ends with a test, given its context. Stops last started first, which `t.after` does not. */
export function scopeOf(hooks: { after(stop: () => Promise<void>): void }): Scope {
  const stops: (() => unknown)[] = []
  hooks.after(async () => {
    for (const stop of stops.reverse()) await stop()
  })
  return { after: (stop) => stops.push(stop) }
}

/** The whole test file: for what is started once at its top. */
export const wholeFile: Scope = scopeOf({ after })
