/** The results for people: one table per measure, then the budgets. */
import type { Judgement } from '../budgets.ts'
import { formatMachine } from '../machine/describe-machine.ts'
import type { Column, Measure, Outcome, Standing } from '../measures/measure.ts'
import type { Plan } from '../plan.ts'
import type { Results } from './results.ts'
import { formatNumber, formatTable } from './table.ts'

export function formatReport(results: Results, measures: readonly Measure[], plan: Plan): string {
  const head = `${results.date.slice(0, 10)}, ${formatMachine(results.machine)}, ${results.plan} run`
  const parts = measures.map((measure) => formatMeasure(results, measure, plan))
  return `${[head, ...parts, formatBudgets(results.judgements)].join('\n\n')}\n`
}

function formatMeasure(results: Results, measure: Measure, plan: Plan): string {
  const outcome = results.outcomes[measure.name]
  const title = `${measure.name}: ${measure.title(plan)}`
  if (outcome === undefined)
    return `${title}\nnot measured: ${results.obstacles[measure.name] ?? 'no reason given'}`
  const versions = { ...results.versions, ...outcome.versions }
  return `${title}\n\n${formatOutcome(outcome, measure.columns, versions)}`
}

function formatOutcome(
  outcome: Outcome,
  columns: readonly Column[],
  versions: Readonly<Record<string, string>>,
): string {
  const [main] = columns
  const yardsticks = YARDSTICKS.filter((name) => mainValue(outcome.peers[name], main) !== undefined)
  const headings = columns.map(({ heading }) => heading)
  const ratios = yardsticks.map((name) => `× ${name}`)
  const rows = Object.entries(outcome.peers).map(([name, standing]) => [
    `${name} ${versions[name] ?? ''}`.trim(),
    formatNumber(mainValue(standing, main), main?.digits ?? 0),
    ...yardsticks.map((yardstick) => ratio(standing, outcome.peers[yardstick], main)),
    ...columns.slice(1).map(({ key, digits }) => formatNumber(valuesOf(standing)[key], digits)),
  ])
  const failures = Object.entries(outcome.peers).flatMap(([name, standing]) =>
    standing.kind === 'failed' ? [`${name} failed: ${standing.because}`] : [],
  )
  const table = formatTable(['', headings[0]!, ...ratios, ...headings.slice(1)], rows)
  return [table, ...failures].join('\n')
}

export function formatBudgets(judgements: readonly Judgement[]): string {
  const rows = judgements.map(({ text, verdict, ours, most, least }) => [
    text,
    formatNumber(ours, 2),
    formatNumber(most, 2),
    formatNumber(least, 2),
    verdict === 'missed' ? 'MISSED' : verdict,
  ])
  return formatTable(['budget', 'measured', 'at most', 'at least', ''], rows)
}

function ratio(ours: Standing, theirs: Standing | undefined, main: Column | undefined): string {
  const [one, other] = [mainValue(ours, main), mainValue(theirs, main)]
  return formatNumber(one === undefined || other === undefined ? undefined : one / other, 2)
}

function mainValue(standing: Standing | undefined, main: Column | undefined): number | undefined {
  return main && standing && valuesOf(standing)[main.key]
}

function valuesOf(standing: Standing): Readonly<Record<string, number>> {
  return standing.kind === 'measured' ? standing.values : {}
}

/** The proxy that we want to replace, the server that everybody calls fast, and whom budgets name. */
const YARDSTICKS = ['squid', 'nginx', 'undici ProxyAgent', 'cntlm']
