/**
 * Header fields in any of the forms that undici takes, without those that are for a proxy: whoever sets
 * `Proxy-Authorization` on a request would send it to the origin, through the tunnel, or to wherever a
 * redirect leads (CVE-2023-32681 in requests, CVE-2024-24758 in undici, CVE-2024-28849 in
 * follow-redirects, CVE-2024-37891 in urllib3). What needs no change is given back as it is.
 */
export function withoutProxyFields<T>(headers: T): T {
  if (Array.isArray(headers)) return withoutPairs(headers) as T
  if (typeof headers !== 'object' || headers === null) return headers
  if (Symbol.iterator in headers) {
    const lines = [...(headers as unknown as Iterable<[string, unknown]>)]
    const kept = lines.filter(([name]) => !isForProxy(name))
    return (kept.length === lines.length ? headers : Object.fromEntries(kept)) as T
  }
  const names = Object.keys(headers)
  if (!names.some(isForProxy)) return headers
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !isForProxy(name))) as T
}

/** Name, value, name, value. */
function withoutPairs(flat: readonly unknown[]): readonly unknown[] {
  const isThere = flat.some((name, i) => i % 2 === 0 && isForProxy(name))
  return isThere ? flat.filter((_, i) => !isForProxy(flat[i - (i % 2)])) : flat
}

function isForProxy(name: unknown): boolean {
  return FOR_PROXY.has(String(name).toLowerCase())
}

const FOR_PROXY: ReadonlySet<string> = new Set(['proxy-authorization', 'proxy-connection'])
