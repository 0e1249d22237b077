/** Invariant 7: every fault has its page, every page its fault, and they agree on what is fixed. */
import type { FaultRow } from '@hopwise/journal'
import type { SourceFile } from './source-files.ts'

export function pageProblems(
  faults: Readonly<Record<string, FaultRow>>,
  pages: readonly SourceFile[],
): readonly string[] {
  const byCode = new Map(pages.map((page) => [page.path.replace(/^.*\/|\.md$/g, ''), page]))
  const extra = [...byCode.keys()].filter((name) => !(name in faults) && name !== 'README')
  return [
    ...Object.entries(faults).flatMap(([code, row]) => problemsOf(code, row, byCode.get(code))),
    ...extra.map((name) => `docs/errors/${name}.md: there is no such fault`),
  ]
}

function problemsOf(code: string, row: FaultRow, page: SourceFile | undefined): readonly string[] {
  if (page === undefined) return [`docs/errors/${code}.md is missing`]
  const problems = []
  if (!page.text.startsWith(`# ${code}\n`)) problems.push(`does not begin with "# ${code}"`)
  const facts = `Status ${row.status} · phase ${row.phase} · party ${row.party} · retry ${row.retry}`
  if (!page.text.includes(`\n${facts}`)) problems.push(`does not say "${facts}"`)
  for (const section of SECTIONS) {
    const [, body = ''] = page.text.split(`\n## ${section}\n`)
    if (body.split('\n## ')[0]!.trim() === '') problems.push(`says nothing under "## ${section}"`)
  }
  return problems.map((problem) => `${page.path} ${problem}`)
}

export const SECTIONS: readonly string[] = [
  'What it means',
  'Why it happens',
  'How to see it',
  'What to do',
]
