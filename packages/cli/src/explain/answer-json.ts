import { constantsOf, type Entry, evidenceLine, type Texts } from '@hopwise/status/all'
import type { Known, Resolved } from './resolve.ts'

/** The same answer for programs: ids, evidence and texts, as one JSON object. */
export function answerJson(resolved: Exclude<Resolved, { kind: 'nothing' }>, texts: Texts): object {
  const { language } = texts
  if (resolved.kind === 'unregistered') {
    const { kind, code, class: statusClass, treatAs, products } = resolved
    return { kind, code, class: statusClass, treatAs, products: productKeys(products), language }
  }
  const { kind, code, verdict, candidates, elsewhere, products, problems } = resolved
  return {
    kind,
    ...(code !== undefined && { code }),
    verdict,
    language,
    candidates: candidates.map(({ entry, role, certainty, evidence }) => ({
      id: entry.id,
      role,
      certainty,
      evidence: evidence.map((one) => ({ ...one, text: evidenceLine(one, texts.words) })),
      ...entryJson(entry, texts),
    })),
    elsewhere: elsewhere.map(({ id }) => id),
    products: productKeys(products),
    problems,
  }
}

/** One row with its text, and what languages call it. */
export function entryJson(entry: Entry, texts: Texts): object {
  const { row, source } = entry
  const { distinguishedBy: _, ...facts } = row
  const named = source.family === 'status' && typeof row.code === 'number' ? row.code : undefined
  const constants = named === undefined ? [] : constantsOf(named)
  return {
    source: source.source,
    family: source.family,
    row: facts,
    text: texts.textOf(entry.id) ?? null,
    constants: Object.fromEntries(
      constants.map(({ language, names }) => [language.language, names]),
    ),
  }
}

function productKeys(products: Known['products']): string[] {
  return products.map(({ product }) => product.product)
}
