import { type Accepted, AUTH_FIELDS } from '@hopwise/auth'
import { type Fields, field, NO_FIELDS } from '@hopwise/http'

/**
 * What a scheme that accepted adds to the answer: `Proxy-Authentication-Info` (RFC 7615 §4), and the
 * mutual token of Negotiate, which RFC 4559 §5 puts into the challenge's field.
 */
export function authenticationFields({ info, mutual }: Accepted): Fields {
  if (info === undefined && mutual === undefined) return NO_FIELDS
  return [
    ...(info === undefined ? [] : [field(AUTH_FIELDS.proxy.info, info)]),
    ...(mutual === undefined ? [] : [field(AUTH_FIELDS.proxy.challenge, mutual)]),
  ]
}
