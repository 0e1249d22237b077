/** A file that is read again whenever it changes, and whose lines may be wrong. */
export interface Followed<P> {
  readonly path: string
  problems(): readonly P[]
  onReload(listener: () => void): void
  close(): unknown
}

/** Says what is wrong with a file's lines, now and after every change. */
export function sayProblems<P>(
  file: Followed<P>,
  describe: (path: string, problem: P) => string,
  notify: (sentence: string) => void,
): void {
  const say = (): void => {
    for (const problem of file.problems()) notify(describe(file.path, problem))
  }
  say()
  file.onReload(() => {
    notify(`${file.path}: read again.`)
    say()
  })
}
