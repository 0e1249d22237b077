import { formatProxyAddress, parseProxyAddress } from '../core/proxy-address.ts'
import type { ProxyFieldValues } from '../core/proxy-fields.ts'

/**
 * Fields with this one credential, or with none where it is undefined: what comes before the program's
 * `headers` takes their `Proxy-Authorization` away, in whatever case it is written.
 */
export function withAuthorization(
  fields: ProxyFieldValues,
  authorization: string | undefined,
): ProxyFieldValues {
  const others = Object.entries(fields).filter(
    ([name]) => name.toLowerCase() !== 'proxy-authorization',
  )
  return {
    ...Object.fromEntries(others),
    ...(authorization !== undefined && { 'Proxy-Authorization': authorization }),
  }
}

/** Whether an address has a login in it. One that is no address has none. */
export function hasLogin(address: string): boolean {
  const parsed = parseProxyAddress(address)
  return parsed.kind === 'proxy' && parsed.proxy.login !== undefined
}

/** The address without its login. One that is no address stays as it is, for others to complain about. */
export function withoutLogin(address: string): string {
  const parsed = parseProxyAddress(address)
  return parsed.kind === 'proxy' ? formatProxyAddress(parsed.proxy) : address
}
