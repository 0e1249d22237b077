import type { Clue, Row } from '@hopwise/status'
import { PRODUCTS } from '@hopwise/status/identify'
import { html, type Markup, NOTHING } from '../markup.ts'
import type { CodePhrases } from './code-phrases.ts'
import { readablePattern } from './readable-pattern.ts'

/** What tells a row from others, a sentence each. @param product key of the source's product */
export function clueLines(
  row: Row,
  product: string | null,
  { clues }: CodePhrases,
): readonly Markup[] {
  return row.distinguishedBy.flatMap((clue) =>
    clue.kind === 'product' ? productLine(product, clues) : line(clue, clues),
  )
}

type Words = CodePhrases['clues']

function productLine(product: string | null, words: Words): readonly Markup[] {
  const found = PRODUCTS.find((one) => one.product === product)
  if (!found || found.signature.length === 0) return []
  const marks = found.signature
    .filter((clue) => clue.weight !== 'weak' || found.signature.length === 1)
    .map((clue) => (clue.kind === 'field' ? fieldMark(clue, words) : line(clue, words)[0]!))
  return [html`${words.product(found.name)} ${joined(marks, '; ')}`]
}

function line(clue: Exclude<Clue, { kind: 'product' }>, words: Words): readonly Markup[] {
  const weak = clue.weight === 'weak' ? html` <span class="soft">${words.weak}</span>` : NOTHING
  switch (clue.kind) {
    case 'field':
      return [html`${words.field} ${fieldValue(clue, words)}${weak}`]
    case 'body':
      return [html`${words.body} ${pattern(clue.pattern, words)}${weak}`]
    case 'reason':
      return [html`${words.reason} ${pattern(clue.pattern, words)}${weak}`]
    case 'client':
      return [html`${words.client} ${pattern(clue.pattern, words)}${weak}`]
    case 'log':
      return clue.pattern === undefined
        ? [html`${words.logOnly}`]
        : [html`${words.log} ${pattern(clue.pattern, words)}${weak}`]
    default:
      return clue satisfies never
  }
}

type FieldClue = Extract<Clue, { kind: 'field' }>

function fieldMark(clue: FieldClue, words: Words): Markup {
  return clue.pattern === undefined
    ? html`<code>${clue.name}</code>`
    : html`<code>${clue.name}</code> ${pattern(clue.pattern, words)}`
}

function fieldValue(clue: FieldClue, words: Words): Markup {
  return clue.pattern === undefined
    ? html`<code>${clue.name}</code> ${words.fieldThere}`
    : fieldMark(clue, words)
}

function pattern(text: string, words: Words): Markup {
  const { how, texts } = readablePattern(text)
  return html`${words[how]} ${joined(
    texts.map((one) => html`<code>${one}</code>`),
    ` ${words.or} `,
  )}`
}

function joined(marks: readonly Markup[], between: string): Markup {
  return html`${marks.map((mark, i) => (i === 0 ? mark : html`${between}${mark}`))}`
}
