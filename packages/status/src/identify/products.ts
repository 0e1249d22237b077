import data from '../../data/products.json' with { type: 'json' }
import type { Evidence } from './evidence.ts'
import { matchClue, type OwnClue } from './match-clue.ts'
import type { Observation } from './observation.ts'

/** Software or a service that leaves marks on responses, whether it made them or passed them on. */
export interface Product {
  readonly product: string
  readonly name: string
  readonly signature: readonly OwnClue[]
  readonly sources: readonly string[]
  /** True where the marks are known from use only. */
  readonly unsourced?: boolean
}

export const PRODUCTS: readonly Product[] = data.products as readonly Product[]

/** A product whose marks were found. */
export interface SeenProduct {
  readonly product: Product
  readonly evidence: readonly Evidence[]
}

/** The products that have left marks on this response, and the one the context names. */
export function seenProducts(observed: Observation): readonly SeenProduct[] {
  return PRODUCTS.flatMap((product) => {
    const marks = product.signature.flatMap((clue) => matchClue(clue, observed) ?? [])
    const evidence = isSaid(product, observed) ? [said(product), ...marks] : marks
    return evidence.length > 0 ? [{ product, evidence }] : []
  })
}

function isSaid({ product, name }: Product, observed: Observation): boolean {
  return observed.product === product || observed.product === name.toLowerCase()
}

function said(product: Product): Evidence {
  return { kind: 'said-product', weight: 'strong', what: product.name }
}
