import { chooseMediaType } from '@hopwise/http'

export type Form = 'plain' | 'html' | 'json'

/**
 * The form a reader gets: HTML or JSON for those who name it, plain text for everybody else. Programs
 * that say nothing or take anything (curl, apt, git) print what they get, and a line prints best.
 */
export function chooseForm(accept: readonly string[]): Form {
  const type = chooseMediaType(accept, OFFERED)
  return type === undefined ? 'plain' : FORMS[type]
}

// RFC 9457 §3 registers problem+json; programs that know JSON but not problems get it all the same.
const FORMS = {
  'text/plain': 'plain',
  'text/html': 'html',
  'application/problem+json': 'json',
  'application/json': 'json',
} as const satisfies Record<string, Form>

const OFFERED: readonly (keyof typeof FORMS)[] = [
  'text/plain',
  'text/html',
  'application/problem+json',
  'application/json',
]
