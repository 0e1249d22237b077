/** Invariant 1: the pure packages and `core/` get bytes, time and chance as arguments. */
import { importsOf } from './imports.ts'
import { isProduct, place, type SourceFile } from './source-files.ts'
import { codeOnly } from './strip.ts'

export function isPure(file: SourceFile): boolean {
  return isProduct(file) && PURE.test(file.path) && !file.path.startsWith('packages/auth/src/node/')
}

export function impurities(file: SourceFile): readonly string[] {
  const imports = importsOf(file)
    .filter(({ from }) => from.startsWith('node:'))
    .map(({ from, index }) => `${place(file, index)} imports ${from}`)
  const code = codeOnly(file.text)
  const uses = BANNED.flatMap(({ pattern, because }) =>
    [...code.matchAll(pattern)].map(
      ({ 0: word, index }) => `${place(file, index)} uses ${word.trim()}: ${because}`,
    ),
  )
  return [...imports, ...uses]
}

const PURE = /^packages\/(?:(?:status|http|auth|journal)\/src|(?:proxy|agent)\/src\/core)\//

interface Ban {
  readonly pattern: RegExp
  readonly because: string
}

const BANNED: readonly Ban[] = [
  { pattern: global('Buffer'), because: 'bytes are Uint8Array here' },
  { pattern: global('process|globalThis'), because: 'the environment is an argument' },
  { pattern: global('console'), because: 'only the command prints' },
  { pattern: global('fetch|WebSocket|XMLHttpRequest'), because: 'the network is in the shells' },
  {
    pattern: global('setTimeout|setInterval|setImmediate|queueMicrotask'),
    because: 'timers are in the shells',
  },
  { pattern: global('Date\\.now|performance|new Date\\(\\s*\\)'), because: 'time is an argument' },
  { pattern: global('Math\\.random|crypto'), because: 'chance is an argument' },
]

/** A name that is not a property of something, not a key and not part of a longer name. */
function global(names: string): RegExp {
  return new RegExp(`(?<![.\\w$])(?:${names})(?![\\w$]|\\s*:)`, 'g')
}
