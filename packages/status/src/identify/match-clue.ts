import type { Clue } from '../row.ts'
import { type Evidence, seen } from './evidence.ts'
import type { Observation } from './observation.ts'

/** A clue that can be looked for by itself; `product` stands for others. */
export type OwnClue = Exclude<Clue, { readonly kind: 'product' }>

/** The evidence a clue gives in this observation; undefined if it is not there. */
export function matchClue(clue: OwnClue, observed: Observation): Evidence | undefined {
  if ('needsCode' in clue && clue.needsCode && observed.code === undefined) return undefined
  if (clue.kind === 'field') return matchField(clue, observed)
  if (clue.pattern === undefined) return undefined
  const text = textFor(clue.kind, observed)
  const found = text === '' ? null : matcher(clue.pattern).exec(text)
  if (!found) return undefined
  return { kind: clue.kind, weight: clue.weight, what: clue.kind, value: seen(found[0]) }
}

function matchField(
  clue: Extract<Clue, { readonly kind: 'field' }>,
  { fields }: Observation,
): Evidence | undefined {
  for (const [name, values] of fields) {
    if (!isNamed(name, clue.name)) continue
    const value = values.find((one) => !clue.pattern || matcher(clue.pattern).test(one))
    if (value !== undefined) {
      return { kind: 'field', weight: clue.weight, what: name, value: seen(value) }
    }
  }
  return undefined
}

function isNamed(name: string, wanted: string): boolean {
  return wanted.endsWith('*') ? name.startsWith(wanted.slice(0, -1)) : name === wanted
}

function textFor(kind: Exclude<OwnClue['kind'], 'field'>, observed: Observation): string {
  switch (kind) {
    case 'body':
      return observed.body
    case 'reason':
      return observed.reason
    case 'log':
      return observed.seenIn === 'log' ? observed.text : ''
    case 'client':
      return observed.text
  }
}

/** Patterns are compiled once and only when somebody asks: most runs look at few of them. */
function matcher(pattern: string): RegExp {
  const known = MATCHERS.get(pattern)
  if (known) return known
  const made = new RegExp(pattern, 'i')
  MATCHERS.set(pattern, made)
  return made
}

const MATCHERS: Map<string, RegExp> = new Map()
