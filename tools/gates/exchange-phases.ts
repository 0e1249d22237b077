/**
 * The lists of faults in docs/life-of-an-exchange.md are generated from the table of fault codes:
 * `node tools/gates/exchange-phases.ts` writes them, the test compares.
 */
import fs from 'node:fs'
import path from 'node:path'
import { FAULTS, type FaultRow, PHASES, type Phase } from '@hopwise/journal'
import { ROOT } from './source-files.ts'

export const PAGE: string = path.join(ROOT, 'docs/life-of-an-exchange.md')

/** The page with every list as the table has it now. */
export function withFaults(
  page: string,
  faults: Readonly<Record<string, FaultRow>> = FAULTS,
): string {
  return page.replaceAll(LIST, (_, phase: Phase) => listOf(phase, faults))
}

/** Sections are the phases, in order, each with its list once. */
export function sectionProblems(page: string): readonly string[] {
  const titles = [...page.matchAll(/^## (\w+)$/gm)].map(([, title]) => title)
  const lists = [...page.matchAll(LIST)].map(([, phase]) => phase)
  const isInOrder = (found: readonly unknown[]) => found.join() === PHASES.join()
  return [
    ...(isInOrder(titles)
      ? []
      : [`sections are ${titles.join(', ')}, phases ${PHASES.join(', ')}`]),
    ...(isInOrder(lists) ? [] : [`lists are ${lists.join(', ')}, phases ${PHASES.join(', ')}`]),
  ]
}

function listOf(phase: Phase, faults: Readonly<Record<string, FaultRow>>): string {
  const rows = Object.entries(faults)
    .filter(([, row]) => row.phase === phase)
    .map(
      ([code, row]) =>
        `| [${code}](errors/${code}.md) | ${row.status} | ${row.party} | ${row.retry} |`,
    )
  const head = ['| fault | status | whose | again? |', '|---|---|---|---|']
  return [`<!-- faults:${phase} -->`, ...head, ...rows, '<!-- /faults -->'].join('\n')
}

const LIST = /<!-- faults:(\w+) -->\n[\s\S]*?<!-- \/faults -->/g

if (import.meta.main) fs.writeFileSync(PAGE, withFaults(fs.readFileSync(PAGE, 'utf8')))
