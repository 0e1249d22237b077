import { FAULTS } from '@hopwise/journal/fault-codes'
import { constantsOf, ENTRIES, nearest, search } from '@hopwise/status/all'
import { nearMatch } from '../near-match.ts'

/** What could have been meant by a question that means nothing, ready to be asked; best first. */
export function nearQuestions(text: string): string[] {
  const question = text.slice(0, QUESTION_MAX)
  const fault = nearMatch(question, Object.keys(FAULTS))
  const constant = nearMatch(question, bareConstants())
  const found = search(question, { limit: COUNT }).map(({ entry }) =>
    entry.source.source === 'iana' ? entry.row.key : entry.id,
  )
  const near = [...nearest(question), fault ?? [], constant ?? [], ...found].flat()
  return [...new Set(near)].slice(0, COUNT)
}

/** Constants as people type them: without the name of the class or package before. */
function bareConstants(): Set<string> {
  const codes = new Set(
    ENTRIES.flatMap(({ row }) => (typeof row.code === 'number' ? row.code : [])),
  )
  const names = [...codes].flatMap((code) => constantsOf(code)).flatMap((one) => one.names)
  return new Set(names.map((name) => name.replace(/^.*(?:::|\.|:)/, '')))
}

const QUESTION_MAX = 100
const COUNT = 4
