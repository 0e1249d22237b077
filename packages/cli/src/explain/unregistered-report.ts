import { reasonPhrase, type Texts } from '@hopwise/status/all'
import { labelsIn } from './labels.ts'
import { bold, paragraph, type View } from './layout.ts'
import type { Resolved } from './resolve.ts'

/** A number nobody is known to send still has a class, and clients go by that (RFC 9110 §15). */
export function unregisteredReport(
  resolved: Extract<Resolved, { readonly kind: 'unregistered' }>,
  texts: Texts,
  view: View,
): string[] {
  const labels = labelsIn(texts.language)
  const { code, treatAs, products } = resolved
  const general = `${treatAs} ${reasonPhrase(treatAs)}`.trimEnd()
  const marks = products.map(({ product }) => product.name).join(', ')
  return [
    bold(`${code} (${texts.words.class[resolved.class]})`, view),
    ...paragraph(`${labels.nobodySends} ${labels.treatedAs} ${general} (RFC 9110 §15).`, view),
    ...(marks === '' ? [] : paragraph(`${labels.marks}: ${marks}`, view)),
    '',
    ...paragraph(`hopwise explain ${treatAs}`, view, 2),
  ]
}
