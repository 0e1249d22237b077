/** What somebody knows about a response: all of it is optional, none of it is trusted. */
export interface ResponseEvidence {
  /** `530`, or with IIS's sub-code `'403.14'`. */
  readonly code?: number | string
  /** The text behind the code in the status line. */
  readonly reason?: string
  readonly headers?: HeaderList
  readonly body?: string
  readonly context?: Context
}

export type HeaderList =
  | Iterable<readonly [name: string, value: string]>
  | Readonly<Record<string, string | readonly string[] | undefined>>

export interface Context {
  /** Where it was seen. Given fields mean `response`. */
  readonly seenIn?: 'response' | 'log' | 'client'
  /** Key of `data/products.json`, if the product is known, such as the one whose log it is. */
  readonly product?: string
  /** Flags of a log line: `TCP_DENIED`, `H12`, `sC--`. */
  readonly tokens?: readonly string[]
  /** The line itself, of a log or of a client. */
  readonly text?: string
}

/** The same, in one form: names in lower case, sizes bounded. */
export interface Observation {
  readonly code: number | undefined
  /** `403.14` where a sub-code was given. */
  readonly subCode: string | undefined
  readonly reason: string
  readonly fields: ReadonlyMap<string, readonly string[]>
  readonly body: string
  readonly text: string
  readonly seenIn: Context['seenIn']
  readonly product: string | undefined
  readonly tokens: readonly string[]
}

/** Anything that is no code is no code: nothing here throws. */
export function observe(evidence: ResponseEvidence): Observation {
  const { context = {} } = evidence
  const fields = fieldsOf(evidence.headers)
  const written = String(evidence.code ?? '').trim()
  const [, number] = /^(\d{1,6})(?:\.\d{1,3})?$/.exec(written) ?? []
  return {
    code: number === undefined ? undefined : Number(number),
    subCode: written.includes('.') && number !== undefined ? written : undefined,
    reason: (evidence.reason ?? '').trim(),
    fields,
    body: (evidence.body ?? '').slice(0, TEXT_MAX),
    text: (context.text ?? '').slice(0, TEXT_MAX),
    seenIn: context.seenIn ?? (fields.size > 0 ? 'response' : undefined),
    product: context.product?.toLowerCase(),
    tokens: context.tokens ?? [],
  }
}

function fieldsOf(headers: HeaderList | undefined): ReadonlyMap<string, readonly string[]> {
  const fields = new Map<string, string[]>()
  for (const [name, value] of linesOf(headers)) {
    const key = name.trim().toLowerCase()
    if (key === '' || (fields.size >= FIELDS_MAX && !fields.has(key))) continue
    const lines = fields.get(key) ?? []
    lines.push(value.slice(0, VALUE_MAX))
    fields.set(key, lines)
  }
  return fields
}

function linesOf(headers: HeaderList | undefined): Iterable<readonly [string, string]> {
  if (headers === undefined) return []
  if (Symbol.iterator in headers) return headers as Iterable<readonly [string, string]>
  return Object.entries(headers).flatMap(([name, values]) =>
    [values ?? []].flat().map((value) => [name, value] as const),
  )
}

// An error page names its maker early; patterns run over this much of it and no more.
const TEXT_MAX = 65_536
// Both are above what servers accept: Apache 100 lines, nginx 32 KiB altogether.
const FIELDS_MAX = 256
const VALUE_MAX = 8_192
