import type { Readable } from 'node:stream'
import type { Secret } from '../../secret.ts'

export interface StderrOptions {
  /** What may not be shown: the passwords that are being asked about. */
  readonly secrets: () => Iterable<Secret>
  readonly tell: (line: string) => void
}

/**
 * What a program says on its standard error, for the operator: line by line, short, without control
 * characters, and no more than a few in a minute.
 */
export function tellStderr(stream: Readable, { secrets, tell }: StderrOptions): void {
  let rest = ''
  let fromMs = Number.NEGATIVE_INFINITY
  let told = 0
  stream.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    // Of a line without end no more is kept than is shown.
    rest = lines.pop()?.slice(0, LENGTH_MAX) ?? ''
    for (const line of lines) say(line)
  })
  stream.on('end', () => say(rest))

  function say(line: string): void {
    const shown = printable(line, secrets())
    if (shown === '') return
    if (performance.now() - fromMs >= MINUTE_MS) {
      fromMs = performance.now()
      told = 0
    }
    told++
    if (told <= LINES_MAX) tell(shown)
    else if (told === LINES_MAX + 1) tell('it says more, which is not shown for a minute')
  }
}

function printable(line: string, secrets: Iterable<Secret>): string {
  let shown = line
  for (const secret of secrets) {
    for (const text of [secret.reveal(), encodeURIComponent(secret.reveal().toWellFormed())]) {
      if (text.length >= SECRET_LENGTH_MIN) shown = shown.replaceAll(text, secret.toString())
    }
  }
  return shown
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, LENGTH_MAX)
}

const MINUTE_MS = 60_000
const LINES_MAX = 10
const LENGTH_MAX = 300
/** A shorter one stands in any text by chance. */
const SECRET_LENGTH_MIN = 4
