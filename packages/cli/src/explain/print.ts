import type { Output } from '../surroundings.ts'

/** Prints an answer. Whoever stops reading it, as `head` does, has read enough: that is no error. */
export function print(text: string, stdout: Output): void {
  stdout.once('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
  stdout.write(text)
}
