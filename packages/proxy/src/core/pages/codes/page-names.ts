import type { Entry } from '@hopwise/status/all'

/** The page on which a row stands, and its place there. */
export interface Place {
  /** `407`, or the source where the row is no three-digit number. */
  readonly page: string
  /** Value of `id`. */
  readonly anchor: string
}

/** A number has a page with all its meanings; everything else stands on the page of its source. */
export function placeOf({ source, row }: Entry): Place {
  const number = source.family === 'status' ? numberOf(row.code) : undefined
  if (number === undefined) return { page: source.source, anchor: anchorOf(row.key) }
  const nth = /~(\d+)$/.exec(row.key)?.[1]
  return {
    page: numberPage(number),
    anchor: nth === undefined ? source.source : `${source.source}-${nth}`,
  }
}

/** `407`; `000` for what logs show where there was no response. */
export function numberPage(code: number): string {
  return String(code).padStart(3, '0')
}

/** `--` and `*_HIT` are keys: what an address cannot hold as it is becomes a tilde. */
export function anchorOf(key: string): string {
  return key.replaceAll(' ', '-').replace(/[^\w.~-]/g, '~')
}

function numberOf(code: number | string): number | undefined {
  return /^\d{1,3}$/.test(String(code)) ? Number(code) : undefined
}
