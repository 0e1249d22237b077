import type { OpenedPac } from '../pac/open-pac.ts'

/**
 * One script for each place it comes from, as long as some composition uses it: a configuration that is
 * read again must not make anybody forget the script of a server that is down, or start another thread.
 */
export type TakeScript = (source: string) => Promise<OpenedPac>

/** @param open opens one that is not there yet */
export function keptScripts(open: TakeScript): TakeScript {
  const kept = new Map<string, { readonly opened: Promise<OpenedPac>; users: number }>()
  return async (source) => {
    const held = kept.get(source) ?? { opened: open(source), users: 0 }
    kept.set(source, held)
    held.users++
    const opened = await held.opened
    return {
      ...opened,
      async close() {
        held.users--
        if (held.users > 0) return
        kept.delete(source)
        await opened.close()
      },
    }
  }
}
