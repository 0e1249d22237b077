import type { Composition } from '../compose/composition.ts'
import { Problem } from '../problem.ts'
import type { ConfigSource } from './config-source.ts'

export interface ReloadingOptions {
  readonly source: Pick<ConfigSource, 'file' | 'compose' | 'watch'>
  readonly current: Composition
  /** Lets a composition serve, whole or not at all. */
  readonly follow: (next: Composition) => Promise<void>
  readonly notify: (sentence: string) => void
}

/** The configuration of a running proxy, which is replaced when its file changes. */
export interface Reloading {
  /** Begins to read it again, also where it seems the same. Asked for while it is being read, it is read once more afterwards. */
  reload(): void
  /** Closes what serves, after a reload that is under way. */
  close(): Promise<void>
}

export function createReloading(options: ReloadingOptions): Reloading {
  const { source, follow, notify } = options
  let current = options.current
  let isAsked = false
  let underWay: Promise<void> | undefined
  const retiring = new Set<Promise<void>>()

  async function readAgain(): Promise<void> {
    while (isAsked) {
      isAsked = false
      await replace()
    }
    underWay = undefined
  }

  async function replace(): Promise<void> {
    let next: Composition | undefined
    try {
      next = await source.compose()
      await follow(next)
    } catch (error) {
      await next?.close()
      if (!(error instanceof Problem)) throw error
      notify(error.message)
      notify(`${source.file}: nothing was changed, what was read before still holds.`)
      return
    }
    notifyNeeds(current, next, source.file, notify)
    retire(current)
    current = next
    notify(`${source.file}: read again, it holds from now on.`)
  }

  /** Whoever is being asked about a password answers before the store is closed. */
  function retire(old: Composition): void {
    const closed = old.close().finally(() => retiring.delete(closed))
    retiring.add(closed)
  }

  function reload(): void {
    isAsked = true
    underWay ??= readAgain()
  }

  const stopWatching = source.watch(reload)
  return {
    reload,
    async close() {
      stopWatching()
      isAsked = false
      await underWay
      await Promise.all([...retiring, current.close()])
    },
  }
}

/** What only a start can change, since everything else hangs on it. */
function notifyNeeds(
  { config: before }: Composition,
  { config: after }: Composition,
  file: string,
  notify: (sentence: string) => void,
): void {
  for (const section of ['data', 'limits'] as const) {
    if (JSON.stringify(before[section]) === JSON.stringify(after[section])) continue
    notify(`${file}: ${section}: a change takes effect with the next start.`)
  }
}
