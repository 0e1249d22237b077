import type { BodyReader } from '../body-reader.ts'
import type { Fields } from '../field-section.ts'

/** How a body ended, what was in it, and what was left. */
export interface ReadBody {
  readonly end: string
  readonly text: string
  readonly trailers: Fields
  readonly rest: string
}

/** Feeds a body reader piece by piece, as a connection would. */
export function readBody(reader: BodyReader, pieces: readonly Uint8Array[]): ReadBody {
  let text = ''
  for (const [index, piece] of pieces.entries()) {
    let at = 0
    for (;;) {
      const step = reader.next(piece, at)
      if (step.kind === 'need-more') break
      if (step.kind === 'malformed') return { end: step.reason, text, trailers: [], rest: '' }
      if (step.kind === 'done') {
        const rest = [piece.subarray(step.rest), ...pieces.slice(index + 1)].map(textOf).join('')
        return { end: 'done', text, trailers: step.trailers, rest }
      }
      text += textOf(piece.subarray(step.start, step.end))
      at = step.end
    }
  }
  return { end: 'need-more', text, trailers: [], rest: '' }
}

function textOf(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes)
}
