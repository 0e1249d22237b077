import type { CredentialsSource } from './credentials.ts'
import { parseNoProxy } from './no-proxy.ts'
import { parseProxyAddress } from './proxy-address.ts'

/**
 * Credentials for the proxies of a list and for no others. Where a script names the proxies, it is the
 * list that says whose they are: whoever can change the script could otherwise have the password sent
 * to a machine of their own.
 *
 * @param list as `no_proxy` is written: `proxy.example:3128, .corp.example, 10.0.0.0/8`
 */
export function credentialsForListed(
  source: CredentialsSource | undefined,
  list: string,
): CredentialsSource | undefined {
  if (source === undefined) return undefined
  const listed = parseNoProxy(list)
  return (asked) => {
    const parsed = parseProxyAddress(asked.proxy)
    if (parsed.kind !== 'proxy' || listed.entryFor(parsed.proxy) === undefined) return undefined
    return typeof source === 'function' ? source(asked) : source
  }
}
