import { type FSWatcher, watch } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Says when it is time to look at a file again: something happened in its directory, or `pollMs` have
 * passed. The directory is watched and not the file, because a rename puts another file in its
 * place; the clock helps where nothing is reported (network file systems, links, no watches left).
 * Does not keep the process alive.
 *
 * @returns a function that ends it
 */
export function watchFile(path: string, pollMs: number, look: () => void): () => void {
  const watcher = watchDirectory(dirname(path), look)
  const timer = setInterval(look, pollMs)
  timer.unref()
  return () => {
    clearInterval(timer)
    watcher?.close()
  }
}

function watchDirectory(directory: string, look: () => void): FSWatcher | undefined {
  try {
    const watcher = watch(directory, { persistent: false }, look)
    // The directory is gone, or the kernel's patience: from here on the clock is enough.
    watcher.on('error', () => watcher.close())
    return watcher
  } catch {
    // The same, from the start: `watch` throws when there are no watches left.
    return undefined
  }
}
