import { type Fields, listOf } from '@hopwise/http'

/**
 * Who has sent this request on before, by `CDN-Loop` (RFC 8586 §2).
 *
 *     CDN-Loop = #cdn-info ; cdn-info = cdn-id *( OWS ";" OWS parameter )
 */
export function hasLoopedThrough(fields: Fields, pseudonym: string): boolean {
  return listOf(fields, 'cdn-loop').some((member) => member.split(';', 1)[0]!.trim() === pseudonym)
}
