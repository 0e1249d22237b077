import { isNumeric, plainHost } from '../policy/host-name.ts'

/**
 * What a destination's own text says about its addresses, without asking a resolver about a name:
 * through a parent, names are the parent's to resolve, and what they lead to there is not known here.
 *
 * - `literal`: an address, in any spelling that resolvers take for one. To be resolved here, which
 *   sends nothing, and classified
 * - `loopback`: `localhost` and what is below it (RFC 6761 §6.3)
 * - `name`: anything else
 */
export function namedAddresses(host: string): 'literal' | 'loopback' | 'name' {
  const plain = plainHost(host)
  if (plain.includes(':') || isNumeric(plain)) return 'literal'
  return plain === 'localhost' || plain.endsWith('.localhost') ? 'loopback' : 'name'
}
