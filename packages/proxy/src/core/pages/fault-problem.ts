import type { Explanation } from '@hopwise/journal'
import type { About } from './about.ts'
import { jsonBody } from './json-body.ts'
import type { Page } from './page.ts'
import { filled } from './placeholders.ts'
import type { Words } from './words.ts'

/** Problem details (RFC 9457), with what a program needs to decide whether and how to try again. */
export function faultProblem(explanation: Explanation, about: About, words: Words): Page {
  const { code, status, title, party, phase, retry, exchange } = explanation
  const body = jsonBody({
    type: explanation.docs,
    title,
    status,
    detail: withDetail(explanation, words),
    instance: `urn:hopwise:exchange:${exchange}`,
    fault: code,
    party,
    phase,
    retry,
    next: filled(explanation.next, about),
    exchange,
    proxy: about.proxyName,
  })
  // RFC 8259 §11: JSON has no charset parameter.
  return { mediaType: 'application/problem+json', language: explanation.language, body }
}

/** What happened, and what exactly. */
function withDetail({ happened, detail }: Explanation, { pages }: Words): string {
  return detail === '' ? happened : pages.exactly(happened, detail)
}
