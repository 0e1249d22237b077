import type { Secret } from '@hopwise/auth'

/**
 * What a proxy sent, without the credentials that it was sent: some repeat a request in their error
 * page. Octets are latin1 text here, one character each.
 */
export function hideSent(text: string, sent: readonly Secret[]): string {
  let hidden = text
  for (const value of sent) {
    for (const part of partsOf(value.reveal())) {
      if (part.length >= SHORTEST) hidden = hidden.replaceAll(part, '[secret]')
    }
  }
  return hidden
}

/** The token itself, too, where a page leaves out the scheme, and what can be read in Basic. */
function partsOf(all: string): readonly string[] {
  const token = all.slice(all.indexOf(' ') + 1)
  if (!/^Basic [A-Za-z0-9+/]+=*$/.test(all)) return [all, token]
  const userPass = atob(token)
  return [all, token, userPass, userPass.slice(userPass.indexOf(':') + 1)]
}

/** Shorter text stands on any page by chance. */
const SHORTEST = 4
