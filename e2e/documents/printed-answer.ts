/**
 * How what was printed differs from what a page shows, as a sentence; undefined when it does not.
 * Line by line, blanks at their ends aside. `…` is anything within its line; a line that is nothing
 * but `…` is any number of lines, none included.
 */
export function differenceTo(shown: string, printed: string): string | undefined {
  const wanted = linesOf(shown)
  const got = linesOf(printed)
  const reached = matchFrom(wanted, got)
  if (reached === undefined) return undefined
  const line = wanted[reached]
  const what = line === undefined ? 'more than the page shows' : `not "${line}"`
  return `line ${reached + 1} of the page: ${what}; printed was:\n${printed}`
}

/** The same ports everywhere on the page, each of them another: the documented ones may be in use. */
export function onPorts(text: string, portFor: (documented: string) => number): string {
  return text.replaceAll(PORT, (_all, before: string, port: string) => `${before}${portFor(port)}`)
}

/** The documented ports of a text, each once. */
export function portsIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(PORT)].map(([, , port = '']) => port))]
}

/**
 * The index of the shown line from which on nothing fits; undefined when all of it does. Greedy, with
 * one way back: to the last line of `…`, which may stand for one line more.
 */
function matchFrom(wanted: readonly string[], got: readonly string[]): number | undefined {
  let at = 0
  let furthest = 0
  let gap: { readonly after: number; from: number } | undefined
  for (let line = 0; line < got.length || at < wanted.length; ) {
    if (wanted[at] === '…') {
      gap = { after: at + 1, from: line }
      at++
    } else if (at < wanted.length && line < got.length && fits(wanted[at]!, got[line]!)) {
      at++
      line++
    } else if (gap !== undefined && gap.from < got.length) {
      furthest = Math.max(furthest, at)
      gap.from++
      line = gap.from
      at = gap.after
    } else return Math.max(furthest, at)
    furthest = Math.max(furthest, at)
  }
  return undefined
}

function fits(wanted: string, got: string): boolean {
  const parts = wanted.split('…')
  const pattern = parts.map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*')
  return new RegExp(`^${pattern}$`, 'u').test(got)
}

function linesOf(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trimEnd())
  while (lines.at(-1) === '') lines.pop()
  return lines
}

// As some programs want it: `http.server --bind 127.0.0.1 8080`, `microsocks -i 127.0.0.1 -p 1080`.
const PORT =
  /(\b127\.0\.0\.1(?:[: ]| -p )|\blocalhost:|\b0\.0\.0\.0:|\[::1\]:|\b[a-z]+\.example:)(\d{4,5})\b/g
