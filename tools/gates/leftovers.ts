/** What must not be committed: open ends, paths of one machine, default exports. */
import { place, type SourceFile } from './source-files.ts'
import { withoutComments } from './strip.ts'

export function leftovers(file: SourceFile): readonly string[] {
  const inText = TEXT.flatMap(({ pattern, what }) =>
    [...file.text.matchAll(pattern)].map(({ index }) => `${place(file, index)} has ${what}`),
  )
  if (!/\.[mt]?[jt]s$/.test(file.path)) return inText
  const found = /^export default\b/m.exec(withoutComments(file.text))
  return found ? [...inText, `${place(file, found.index)} has a default export`] : inText
}

// Written so that they do not find themselves.
const TEXT = [
  {
    pattern: /\b(?:TO[D]O|FIX[M]E|X[X]X)\b/g,
    what: 'an open end: do it, or write it down in docs/status.md',
  },
  {
    pattern: /(?<![\w./:])\/(?:wor[k]|roo[t]|hom[e](?!\/(?:alice|bob|user)\b))\/[a-z]/g,
    what: 'a path of somebody’s machine',
  },
]
