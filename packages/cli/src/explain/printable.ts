/** Text of strangers on one line, without what moves a cursor, hides or turns the line around. */
export function printable(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu, '\u{fffd}')
}
