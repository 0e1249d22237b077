/** What a regular expression of the registry asks for, in a form for people. */
export interface ReadablePattern {
  readonly how: 'is' | 'begins' | 'contains' | 'matches'
  /** Alternatives where there are any; for `matches` the expression itself. */
  readonly texts: readonly string[]
}

/** Most patterns are a text, or a choice of texts, with anchors and word ends around it. */
export function readablePattern(pattern: string): ReadablePattern {
  const isFromStart = pattern.startsWith('^')
  const isToEnd = /[^\\|]\$$/.test(pattern)
  const middle = pattern
    .replace(/^\^/, '')
    .replace(/(?<!\\)\$$/, '')
    .replaceAll('\\b', '')
    // One value of a list.
    .replace(/^\(\?:\^\|,\\s\*\)/, '')
    // What must or must not stand beside it only bounds the text.
    .replace(/\(\?<?[=!][^()]*\)/g, '')
    // What ends a name: a version, the next parameter or nothing.
    .replace(/(?:\\s\*)?\(\?:\[[^\]]+\]\|\$\)$/, '')
  const texts = alternatives(middle).map(plain)
  const known = texts.filter((text) => text !== undefined && text !== '') as string[]
  if (known.length < texts.length) return { how: 'matches', texts: [pattern] }
  const from = isFromStart ? 'begins' : 'contains'
  return { how: isFromStart && isToEnd ? 'is' : from, texts: known }
}

/** The alternatives of a pattern, or of one group in it, written out. */
function alternatives(pattern: string): readonly string[] {
  const group = /^([^()|]*)\(\?:([^()]+)\)([^()|?]*)$/.exec(pattern)
  if (!group) return /(?<!\\)\(/.test(pattern) ? [pattern] : pattern.split('|')
  const [, before, choice, after] = group
  return choice!.split('|').map((one) => `${before}${one}${after}`)
}

/** The text a pattern stands for, `…` for any; undefined where it has operators that are not easily read. */
function plain(pattern: string): string | undefined {
  // What may be there or not: blanks and quotes are shown, colons and backticks are not.
  const eased = pattern
    .replace(/(?:\[\^?[^\]]+\]|\\d)(?:\{[\d,]+\}|\+)/g, '…')
    .replace(/[:`]\?/g, '')
    .replace(/ ?\\s\*| [?*]/g, ' ')
    .replace(/"\?/g, '"')
  if (/(?<!\\)[()[\]?*+{}|^$.]|\\[dwWsSDB]/.test(eased)) return undefined
  return eased.replace(/\\(.)/g, '$1').trim()
}
