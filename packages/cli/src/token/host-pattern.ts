import { parseHostPattern } from '@hopwise/proxy'
import { InvalidArgumentError } from 'commander'

/** A pattern of destinations as it was written, once it is sure that the proxy will understand it. */
export function hostPattern(text: string): string {
  const parsed = parseHostPattern(text)
  if (parsed.kind === 'pattern') return text
  throw new InvalidArgumentError(`${parsed.problem} (character ${parsed.column + 1})`)
}
