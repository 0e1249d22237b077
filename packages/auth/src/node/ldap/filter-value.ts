/**
 * Text as a value in a search filter (RFC 4515 §3): what would be syntax there is written as octets,
 * so that no name can add a condition or stand for many.
 */
export function filterValue(text: string): string {
  return text.replace(SYNTAX, (character) => ESCAPES[character] ?? '')
}

const SYNTAX = /[\0()*\\]/g

const ESCAPES: { readonly [character: string]: string | undefined } = {
  '\0': '\\00',
  '(': '\\28',
  ')': '\\29',
  '*': '\\2a',
  '\\': '\\5c',
}
