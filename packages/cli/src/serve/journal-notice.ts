import type { JournalNotice } from '@hopwise/store'

/** One sentence for the operator. */
export function formatJournalNotice(notice: JournalNotice): string {
  switch (notice.kind) {
    case 'dropped':
      return `${count(notice.entries)} not written to the journal: ${notice.why}`
    case 'resumed':
      return `The journal is written again; ${count(notice.dropped)} lost meanwhile.`
    default:
      return notice satisfies never
  }
}

function count(entries: number): string {
  return entries === 1 ? '1 exchange was' : `${entries} exchanges were`
}
