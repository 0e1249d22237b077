import type { Secret } from '@hopwise/auth'

/**
 * What a proxy sent, without the credentials that it was sent: some repeat a request in their error
 * page. Octets are latin1 text here, one character each.
 */
export function hideSent(text: string, sent: readonly Secret[]): string {
  let hidden = text
  for (const value of sent) {
    const all = value.reveal()
    // The token itself, too, where a page leaves out the scheme.
    for (const part of [all, all.slice(all.indexOf(' ') + 1)]) {
      if (part.length >= SHORTEST) hidden = hidden.replaceAll(part, '[secret]')
    }
  }
  return hidden
}

/** Shorter text stands on any page by chance. */
const SHORTEST = 4
