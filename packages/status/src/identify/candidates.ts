import { ENTRIES, type Entry, meaningsOf } from '../entries.ts'
import type { Clue } from '../row.ts'
import { type Evidence, seen } from './evidence.ts'
import { matchClue } from './match-clue.ts'
import type { Observation } from './observation.ts'
import type { SeenProduct } from './products.ts'
import { tokenEvidence } from './tokens.ts'

/** A row that may be meant, and why. */
export interface Fitting {
  readonly entry: Entry
  /**
   * `meaning`: what the number itself means; only one of them can be right. `detail`: a cause or a
   * mark that says more about the response and goes with any meaning.
   */
  readonly role: 'meaning' | 'detail'
  readonly evidence: readonly Evidence[]
}

/** Every row that the observation can mean. */
export function candidatesFor(
  observed: Observation,
  products: readonly SeenProduct[],
): readonly Fitting[] {
  const meanings = observed.code === undefined ? [] : meaningsOf(observed.code)
  return [
    ...meanings.map((entry) => asMeaning(entry, observed, products)),
    ...ENTRIES.filter((entry) => !meanings.includes(entry)).flatMap(
      (entry) => asDetail(entry, observed, products) ?? [],
    ),
  ]
}

function asMeaning(entry: Entry, observed: Observation, products: readonly SeenProduct[]): Fitting {
  const evidence = [
    ...ownEvidence(entry, observed),
    ...productEvidence(entry, products),
    ...placeEvidence(entry, observed),
    ...(entry.source.source === 'iana' ? officialEvidence(entry, observed) : []),
    ...(entry.row.standing === 'retired' ? [about('retired', entry)] : []),
  ]
  return { entry, role: 'meaning', evidence }
}

/** Only what has a mark of its own is a detail: that the product was there says nothing about it. */
function asDetail(
  entry: Entry,
  observed: Observation,
  products: readonly SeenProduct[],
): Fitting | undefined {
  const marks = ownEvidence(entry, observed)
  const own = [
    ...marks,
    ...(marks.some(({ kind }) => kind === 'log') ? [] : tokenEvidence(entry, observed)),
    ...sameCode(entry, observed),
  ]
  if (own.length === 0 || !isSentWith(entry, observed)) return undefined
  const product = productEvidence(entry, products)
  const isHint = own.every(({ weight }) => weight === 'weak')
  return isHint && product.length === 0
    ? undefined
    : { entry, role: 'detail', evidence: [...own, ...product] }
}

function isSentWith({ row }: Entry, { code }: Observation): boolean {
  return code === undefined || row.wire.length === 0 || row.wire.includes(code)
}

function ownEvidence({ row }: Entry, observed: Observation): readonly Evidence[] {
  return row.distinguishedBy.filter(isOwn).flatMap((clue) => matchClue(clue, observed) ?? [])
}

function isOwn(clue: Clue): clue is Exclude<Clue, { readonly kind: 'product' }> {
  return clue.kind !== 'product'
}

function productEvidence(
  { source, row }: Entry,
  products: readonly SeenProduct[],
): readonly Evidence[] {
  if (!row.distinguishedBy.some(({ kind }) => kind === 'product')) return []
  return products.find(({ product }) => product.product === source.product)?.evidence ?? []
}

/** Where it was seen can rule a row out: what stands in logs only is not in a response. */
function placeEvidence(entry: Entry, { seenIn }: Observation): readonly Evidence[] {
  const { row } = entry
  if (row.wire.length > 0) return []
  if (seenIn === 'response') {
    return [about(row.emittedBy.includes('client') ? 'client-only' : 'log-only', entry)]
  }
  const isLogged = row.distinguishedBy.some(({ kind }) => kind === 'log')
  if (seenIn !== 'log' || !isLogged) return []
  return [{ kind: 'in-log', weight: 'weak', what: row.vendor }]
}

function officialEvidence({ row }: Entry, observed: Observation): readonly Evidence[] {
  const names = [row.name, ...row.formerNames].map((name) => name.toLowerCase())
  const isNamed = names.includes(observed.reason.toLowerCase())
  const rules = row.fields.filter(({ level, when }) => level === 'required' && when === undefined)
  return [
    { kind: 'registered', weight: 'weak', what: row.key },
    ...(isNamed
      ? [
          {
            kind: 'reason',
            weight: 'strong',
            what: 'reason',
            value: seen(observed.reason),
          } as const,
        ]
      : []),
    ...(observed.fields.size === 0 ? [] : rules.map(({ name }) => requirement(name, observed))),
  ]
}

function requirement(name: string, { fields }: Observation): Evidence {
  const value = fields.get(name.toLowerCase())?.[0]
  return value === undefined
    ? { kind: 'missing-field', weight: 'against', what: name }
    : { kind: 'required-field', weight: 'strong', what: name, value: seen(value) }
}

/** Nobody but IIS has codes with a point. */
function sameCode({ row }: Entry, { subCode }: Observation): readonly Evidence[] {
  return subCode === row.key ? [{ kind: 'same-code', weight: 'settles', what: row.key }] : []
}

function about(kind: 'retired' | 'log-only' | 'client-only', { row }: Entry): Evidence {
  return { kind, weight: 'against', what: row.vendor }
}
