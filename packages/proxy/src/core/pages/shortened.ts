/**
 * The beginning of a text, with three dots where more of it was; ASCII, so that every terminal shows
 * them. Never half a surrogate pair.
 * @param lengthMax in UTF-16 units, the dots included, at least 3
 */
export function shortened(text: string, lengthMax: number): string {
  if (text.length <= lengthMax) return text
  return `${text.slice(0, lengthMax - 3).replace(/[\ud800-\udbff]$/, '')}...`
}
