import type { Explanation } from '@hopwise/journal'
import type { About } from './about.ts'
import type { Page } from './page.ts'
import { filled } from './placeholders.ts'
import { shortened } from './shortened.ts'
import type { Words } from './words.ts'

/**
 * The whole explanation on one line, for programs that print what they get:
 *
 *     hopwise: 502 Bad Gateway: The server refused the connection (192.0.2.7:81 refused it). Check
 *     the port … (fault CONNECT_REFUSED, exchange 3F9K-T2QX-0A7M)
 *
 * Never longer than `LINE_MAX`: the next step matters more than the detail, both more than commentary.
 */
export function faultLine(explanation: Explanation, about: About, words: Words): Page {
  const status = `${explanation.status} ${explanation.reasonPhrase}`.trim()
  const start = `hopwise: ${status}: ${explanation.title}`
  const end = ` ${words.pages.lineEnd(explanation.code, explanation.exchange)}`
  const room = LINE_MAX - start.length - '. '.length - end.length
  const next = fittingNext(explanation, about, words, room)
  const detail = fittingDetail(explanation.detail, room - next.length)
  return {
    mediaType: 'text/plain; charset=utf-8',
    language: explanation.language,
    body: `${onOneLine(`${start}${detail}. ${next}${end}`)}\n`,
  }
}

/** The next step; only its first part, which is one already, where all of it is too long. */
function fittingNext(
  explanation: Explanation,
  about: About,
  { pages }: Words,
  room: number,
): string {
  // Without the target: whoever reads this line has just typed it.
  const whole = filled(explanation.next, { proxyAddress: about.proxyAddress, target: '' })
  if (whole.length <= room) return whole
  const first = `${whole.split('; ')[0]!}.`
  if (first.length <= room) return first
  return pages.readMore(`${about.proxyAddress}/errors/${explanation.code}`)
}

function fittingDetail(detail: string, room: number): string {
  const lengthMax = room - ' ()'.length
  const says = detail !== '' && (detail.length <= lengthMax || lengthMax >= DETAIL_CUT_MIN)
  // Redacted already: to escape it a second time would spoil it.
  return says ? ` (${shortened(detail, lengthMax)})` : ''
}

function onOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** Characters without the line end: what fits a terminal in four lines and most log viewers in one. */
const LINE_MAX = 299
// A few letters and three dots say nothing.
const DETAIL_CUT_MIN = 40
