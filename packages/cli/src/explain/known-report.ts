import { type Entry, evidenceLine, type Texts } from '@hopwise/status/all'
import { type Candidate, PRODUCTS } from '@hopwise/status/identify'
import { entryReport, meaningOf, nameOf } from './entry-report.ts'
import { labelsIn } from './labels.ts'
import { bold, bulleted, dim, facts, paragraph, section, type View } from './layout.ts'
import { printable } from './printable.ts'
import type { Known } from './resolve.ts'

/** The one that is meant in full, the others in short; where nothing decides, all of them in short. */
export function knownReport(known: Known, texts: Texts, view: View): string[] {
  const problems = known.problems
    .filter((problem) => problem !== 'no-code')
    .flatMap((problem) => paragraph(texts.words.pasteProblem[problem], view))
  const lead = problems.length > 0 ? [...problems, ''] : []
  return [
    ...lead,
    ...(known.verdict === 'open' ? open(known, texts, view) : chosen(known, texts, view)),
  ]
}

function chosen(known: Known, texts: Texts, view: View): string[] {
  const labels = labelsIn(texts.language)
  const [first, ...rest] = known.candidates
  const { entry, role } = first!
  const meanings = rest.filter((one) => one.role === 'meaning')
  // A cause comes with the number in the status line: the best meaning of that is no rival of it.
  const others = role === 'detail' ? meanings.slice(1) : meanings
  const together = rest.filter((one) => !others.includes(one))
  const doubted =
    known.verdict === 'likely' ? [...paragraph(texts.words.verdict.likely, view), ''] : []
  const isJudged = known.hasEvidence || known.verdict === 'likely'
  return [
    ...doubted,
    ...entryReport(entry, texts, view),
    ...(isJudged ? why(first!, texts, view) : []),
    ...marks(known, texts, view),
    ...section(labels.together, briefs(together, texts, view), view),
    ...section(labels.others, briefs(others, texts, view), view),
    ...elsewhere(known, texts, view),
  ]
}

function open(known: Known, texts: Texts, view: View): string[] {
  const labels = labelsIn(texts.language)
  const { candidates, code } = known
  const verdict = candidates.length > 1 ? [texts.words.verdict.open] : []
  const lonely =
    candidates.length === 1
      ? [
          ...(candidates[0]!.role === 'meaning' ? [...paragraph(labels.onlyKnown, view), ''] : []),
          ...entryReport(candidates[0]!.entry, texts, view),
        ]
      : undefined
  const first = candidates[0]!.entry.row.code
  return [
    ...(lonely ?? [
      bold(String(code ?? first), view),
      ...verdict.flatMap((line) => paragraph(line, view)),
      ...candidates.flatMap((one) => ['', ...brief(one, texts, view)]),
    ]),
    ...(lonely === undefined ? [] : why(candidates[0]!, texts, view)),
    ...marks(known, texts, view),
    ...elsewhere(known, texts, view),
    '',
    ...facts(hints(known, labels), view),
  ]
}

function why({ evidence }: Candidate, texts: Texts, view: View): string[] {
  const lines = evidence.map((one) => lineOf(one, texts))
  return section(labelsIn(texts.language).evidence, bulleted(lines, view), view)
}

/** Everybody who has left a trace, whether they made the response or passed it on. */
function marks({ products }: Known, texts: Texts, view: View): string[] {
  const lines = products.map(
    ({ product, evidence }) =>
      `${product.name}: ${evidence.map((one) => lineOf(one, texts)).join('; ')}`,
  )
  return section(labelsIn(texts.language).marks, bulleted(lines, view), view)
}

function hints(
  { code, candidates }: Known,
  labels: ReturnType<typeof labelsIn>,
): [string, string][] {
  const field = `hopwise explain ${code} --header 'server: …'`
  return [
    ...(code === undefined ? [] : [[labels.decide, field] as [string, string]]),
    ...(candidates.length > 1
      ? [[labels.moreAboutOne, `hopwise explain ${candidates[0]!.entry.id}`] as [string, string]]
      : []),
  ]
}

function elsewhere(known: Known, texts: Texts, view: View): string[] {
  const { elsewhere: same } = labelsIn(texts.language)
  const lines = known.elsewhere.map(
    (entry) => `${headOf(entry)}: ${meaningOf(texts.textOf(entry.id), entry)} (${entry.id})`,
  )
  return section(same, bulleted(lines, view), view)
}

function briefs(candidates: readonly Candidate[], texts: Texts, view: View): string[] {
  return candidates.flatMap((one, index) => [
    ...(index > 0 ? [''] : []),
    ...brief(one, texts, view),
  ])
}

/** Who, what, why it is thought so, and what to type for more. */
function brief(
  { entry, certainty, evidence, role }: Candidate,
  texts: Texts,
  view: View,
): string[] {
  const labels = labelsIn(texts.language)
  const signs = signsOf(entry)
  const why = evidence.map((one) => lineOf(one, texts))
  const told = why.length === 0 && signs !== '' ? [`${labels.signs}: ${signs}`] : why
  const judged =
    role === 'detail' && certainty === 'certain' ? '' : ` — ${texts.words.certainty[certainty]}`
  return [
    ...paragraph(`${headOf(entry)}${judged}`, view, 2).map((line) => bold(line, view)),
    ...paragraph(meaningOf(texts.textOf(entry.id), entry), view, 4),
    ...bulleted(told, view, 4),
    dim(`    hopwise explain ${entry.id}`, view),
  ]
}

function headOf(entry: Entry): string {
  return `${entry.row.vendor}: ${nameOf(entry)}`
}

function lineOf(evidence: Candidate['evidence'][number], { words }: Texts): string {
  return printable(evidenceLine(evidence, words))
}

/** Fields to look for, by the row's own clues and its product's. */
function signsOf({ row, source }: Entry): string {
  const product = PRODUCTS.find((one) => one.product === source.product)
  const clues = [...row.distinguishedBy, ...(product?.signature ?? [])]
  return [...new Set(clues.flatMap((clue) => (clue.kind === 'field' ? clue.name : [])))].join(', ')
}
