import { type Explanation, explain, type FaultCode, type FaultText } from '@hopwise/journal'
import type { About } from './about.ts'
import type { Words } from './words.ts'

/** The explanation of a fault, as it is true of this proxy: a relay is run by whom it explains itself to. */
export function explained(
  code: FaultCode,
  detail: string,
  { exchange, relay }: Pick<About, 'exchange' | 'relay'>,
  words: Words,
): Explanation {
  const explanation = explain(code, detail, exchange, words.language)
  if (relay === undefined) return explanation
  const text = words.pages.relay.faults[code] ?? {}
  return { ...explanation, ...namingOwner(text, relay.owner ?? '') }
}

function namingOwner(text: Partial<FaultText>, owner: string): Partial<FaultText> {
  const named = Object.entries(text).map(([part, says]) => [part, says.replaceAll('OWNER', owner)])
  return Object.fromEntries(named)
}
