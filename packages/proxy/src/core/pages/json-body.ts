/**
 * JSON that ends its last line. `<`, `>` and `&` are escapes, so that it stays text even where
 * something takes it for HTML.
 */
export function jsonBody(value: unknown): string {
  const text = JSON.stringify(value, null, 2)
  const safe = text.replace(
    /[<>&]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return `${safe}\n`
}
