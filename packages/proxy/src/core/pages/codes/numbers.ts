import { ENTRIES } from '@hopwise/status/all'
import { placeOf } from './page-names.ts'

/** The numbers that somebody is known to use, from small to large. */
export function numbersWithPages(): readonly number[] {
  return NUMBERS
}

const NUMBERS: readonly number[] = [
  ...new Set(
    ENTRIES.map((entry) => placeOf(entry).page)
      .filter((page) => /^\d+$/.test(page))
      .map(Number),
  ),
].toSorted((a, b) => a - b)
