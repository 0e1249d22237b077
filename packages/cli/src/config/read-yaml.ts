import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type ParsedNode,
  parseDocument,
  visit,
} from 'yaml'
import type { ConfigProblem } from './config-problem.ts'

/** YAML text as plain values, and where in the text they are. */
export interface YamlText {
  /** Undefined where the text is empty, or when there are problems. */
  readonly value: unknown
  readonly problems: readonly ConfigProblem[]
  /** Where the value of a path is, or the innermost part of the path that is there. */
  placeOf(path: readonly PropertyKey[]): Place
  /** Where a key itself is written. */
  placeOfKey(path: readonly PropertyKey[], key: string): Place
}

/** Counted from 1. */
export interface Place {
  readonly line: number
  readonly column: number
}

export function readYaml(text: string): YamlText {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset)
    return { line: Math.max(1, line), column: Math.max(1, col) }
  }
  const read = document.errors.length > 0 ? { problems: [] } : valueOf(document, place)
  return {
    value: read.value,
    problems: [
      ...document.errors.map(({ pos, code, message }) =>
        problemAt(place(pos[0]), sentenceFor(code, message)),
      ),
      ...read.problems,
    ],
    placeOf: (path) => place(offsetOf(nodeAt(document, path).node)),
    placeOfKey: (path, key) => {
      const { node } = nodeAt(document, path)
      return place(keyOffset(node, key) ?? offsetOf(node))
    },
  }
}

function valueOf(
  document: Document.Parsed,
  place: (offset: number) => Place,
): { readonly value?: unknown; readonly problems: readonly ConfigProblem[] } {
  const aliases = unresolved(document)
  if (aliases.length > 0) {
    return { problems: aliases.map((alias) => problemAt(place(offsetOf(alias)), STAR)) }
  }
  try {
    return { value: document.toJS({ maxAliasCount: ALIASES_MAX }) ?? undefined, problems: [] }
  } catch (error) {
    // Aliases that multiply each other.
    if (!(error instanceof ReferenceError)) throw error
    return { problems: [problemAt(place(0), 'its aliases stand for too much')] }
  }
}

/** Most are host patterns that lack their quotes. */
function unresolved(document: Document.Parsed): readonly Alias[] {
  const found: Alias[] = []
  visit(document, {
    Alias: (_key, alias) => {
      if (alias.resolve(document) === undefined) found.push(alias)
    },
  })
  return found
}

function problemAt(at: Place, sentence: string): ConfigProblem {
  return { level: 'error', ...at, key: '', sentence }
}

/** What the parser says, and what people mean where it says it in its own words. */
function sentenceFor(code: string, message: string): string {
  const known = SENTENCES[code]
  return known ?? message.replace(/[\n\r]+/g, ' ')
}

function nodeAt(
  document: Document.Parsed,
  path: readonly PropertyKey[],
): { readonly node: Node | null } {
  let node: Node | null = document.contents
  for (const part of path) {
    const next: unknown = childOf(resolved(node, document), part)
    if (!isNode(next)) break
    node = next
  }
  return { node }
}

function childOf(node: Node | null | undefined, part: PropertyKey): unknown {
  if (isSeq(node)) return typeof part === 'number' ? node.items[part] : undefined
  if (!isMap(node)) return undefined
  const pair = node.items.find((item) => nameOf(item.key) === String(part))
  // `key:` with nothing behind it: then the key is the place.
  return pair === undefined ? undefined : isNode(pair.value) ? pair.value : pair.key
}

function keyOffset(node: Node | null, key: string): number | undefined {
  if (!isMap(node)) return undefined
  const pair = node.items.find((item) => nameOf(item.key) === key)
  return isNode(pair?.key) ? offsetOf(pair.key) : undefined
}

function nameOf(key: unknown): string | undefined {
  return isScalar(key) ? String(key.value) : undefined
}

function resolved(node: Node | null, document: Document.Parsed): Node | null | undefined {
  return isAlias(node) ? node.resolve(document) : node
}

function offsetOf(node: Node | ParsedNode | null): number {
  return node?.range?.[0] ?? 0
}

const STAR = "a text that begins with * must be in quotes, such as '*.example.com'"
const SENTENCES: { readonly [code: string]: string | undefined } = {
  DUPLICATE_KEY: 'this key is there twice',
  TAB_AS_INDENT: 'indent with spaces, not with tabs',
  BAD_ALIAS: STAR,
  MULTIPLE_DOCS: 'there must be one document in the file, without another --- in between',
}
/** A "billion laughs" text grows by aliases of aliases. */
const ALIASES_MAX = 100
