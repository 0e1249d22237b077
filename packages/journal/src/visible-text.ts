/**
 * Text that came from outside, made fit to be kept and shown: bounded, and every character that
 * cannot be seen or that moves the cursor, reverses the line or hides in it is written as an
 * escape. Letters of any script stay readable.
 * @param lengthMax in UTF-16 units; what is cut off is replaced by one `…`
 */
export function visibleText(text: string, lengthMax: number): string {
  const kept = text.length > lengthMax ? `${wholeCharacters(text, lengthMax - 1)}…` : text
  return PLAIN.test(kept) ? kept : bounded(kept.replace(UNSEEN, escaped), lengthMax)
}

// An escape is longer than what it stands for.
function bounded(text: string, lengthMax: number): string {
  return text.length > lengthMax ? `${wholeCharacters(text, lengthMax - 1)}…` : text
}

/** The beginning of a text without half a surrogate pair at its end. */
function wholeCharacters(text: string, lengthMax: number): string {
  const last = text.charCodeAt(lengthMax - 1)
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? lengthMax - 1 : lengthMax)
}

function escaped(character: string): string {
  const code = character.codePointAt(0)!
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, '0')}`
  return `\\u{${code.toString(16)}}`
}

const PLAIN = /^[ -[\]-~]*$/

// Backslash too, so that an escape cannot be forged. Format characters (Cf) hold the bidi controls.
const UNSEEN = /[\\\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu
