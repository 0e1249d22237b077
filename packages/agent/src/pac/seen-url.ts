/** What a script is shown of a URL. */
export interface SeenUrl {
  readonly url: string
  /** IPv6 without brackets, as `URL` has names otherwise: lower case, in ASCII. */
  readonly host: string
  /** `https://origin.example`, for messages: a path may be somebody's secret. */
  readonly origin: string
}

/**
 * Takes from a URL what is none of the script's business: userinfo and fragment always; path and query
 * unless it is plain http, which every hop reads anyhow. A script is often fetched over plain http and
 * can look up names, so what it sees a stranger on the network may see: tokens in https URLs were read
 * that way (CVE-2016-5134 in Chromium, which has had this rule since; CVE-2016-1801 at Apple).
 *
 * @throws {TypeError} when it is no URL with a host
 */
export function seenUrl(text: string | URL): SeenUrl {
  const given = new URL(text)
  if (given.hostname === '') throw new TypeError('A proxy is chosen for a URL that names a host')
  const { protocol, host, pathname, search } = given
  const origin = `${protocol}//${host}`
  const url = protocol === 'http:' ? `${origin}${pathname}${search}` : `${origin}/`
  return { url, host: given.hostname.replace(/^\[(.*)\]$/, '$1'), origin }
}
