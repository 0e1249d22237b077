/**
 * The name of a field in lower case. Names that everybody sends are looked up, not converted: the
 * answer is then always the same string, and comparing two of those is comparing two addresses.
 */
export function fieldKey(name: string): string {
  return KEYS.get(name) ?? name.toLowerCase()
}

const COMMON = [
  'Accept',
  'Accept-Encoding',
  'Accept-Language',
  'Accept-Ranges',
  'Age',
  'Allow',
  'Alt-Svc',
  'Authorization',
  'Cache-Control',
  'Connection',
  'Content-Disposition',
  'Content-Encoding',
  'Content-Language',
  'Content-Length',
  'Content-Location',
  'Content-Range',
  'Content-Security-Policy',
  'Content-Type',
  'Cookie',
  'DNT',
  'Date',
  'ETag',
  'Expect',
  'Expires',
  'Host',
  'If-Match',
  'If-Modified-Since',
  'If-None-Match',
  'If-Range',
  'If-Unmodified-Since',
  'Keep-Alive',
  'Last-Modified',
  'Link',
  'Location',
  'Max-Forwards',
  'Origin',
  'Pragma',
  'Proxy-Authenticate',
  'Proxy-Authorization',
  'Proxy-Connection',
  'Range',
  'Referer',
  'Referrer-Policy',
  'Retry-After',
  'Sec-Fetch-Dest',
  'Sec-Fetch-Mode',
  'Sec-Fetch-Site',
  'Server',
  'Set-Cookie',
  'Strict-Transport-Security',
  'TE',
  'Trailer',
  'Transfer-Encoding',
  'Upgrade',
  'Upgrade-Insecure-Requests',
  'User-Agent',
  'Vary',
  'Via',
  'WWW-Authenticate',
  'Warning',
  'X-Content-Type-Options',
  'X-Forwarded-For',
  'X-Frame-Options',
  'X-Powered-By',
  'X-Requested-With',
  'X-XSS-Protection',
] as const

const KEYS: ReadonlyMap<string, string> = new Map(
  COMMON.flatMap((name) => {
    const key = name.toLowerCase()
    return [
      [name, key],
      [key, key],
    ] as const
  }),
)
