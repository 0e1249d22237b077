/** What a line of an access log says about a response. */
export interface LogLine {
  /** Key of `data/products.json`; undefined where several write this format. */
  readonly product: string | undefined
  /** With IIS's sub-code: `404.13`. */
  readonly code: number | string | undefined
  readonly tokens: readonly string[]
}

/** Reads one line in any format it knows; undefined for what is no log line. */
export function readLogLine(line: string): LogLine | undefined {
  const bounded = line.slice(0, LINE_MAX)
  for (const { product, pattern } of FORMATS) {
    const groups = pattern.exec(bounded)?.groups
    if (groups) return fromGroups(product, groups)
  }
  return undefined
}

function fromGroups(
  product: string | undefined,
  groups: Readonly<Record<string, string | undefined>>,
): LogLine {
  const { code, sub, tokens } = groups
  const number = code === undefined ? undefined : Number(code)
  return {
    product,
    code: number !== undefined && number >= 400 && sub !== undefined ? `${code}.${sub}` : number,
    tokens: (tokens ?? '').split(',').filter((token) => token !== '' && token !== '-'),
  }
}

interface Format {
  readonly product?: string
  readonly pattern: RegExp
}

/** The most particular first: what is left at the end is what many programs write. */
const FORMATS: readonly Format[] = [
  // 1700000000.123 5 10.0.0.1 TCP_DENIED/407 4000 CONNECT example.com:443 alice HIER_NONE/- text/html
  {
    product: 'squid',
    pattern: /^\d{9,11}\.\d{3}\s+\d+\s+\S+\s+(?<tokens>[A-Z_]+)\/(?<code>\d{3})\s+\d+\s+[A-Z]+\s/,
  },
  // … 10/0/30/69/109 200 2750 - - sC-- 1/1/1/1/0 0/0 "GET / HTTP/1.1"
  {
    product: 'haproxy',
    pattern:
      /(?:-?\d{1,10}\/){3,4}\+?-?\d{1,10} (?<code>\d{3}|-1) \d+ \S+ \S+ (?<tokens>[A-Za-z-]{4}) (?:\d+\/){4}\+?\d+ /,
  },
  // at=error code=H12 desc="Request timeout" method=GET path="/" status=503 bytes=0
  {
    product: 'heroku',
    pattern: /\bat=\w+ code=(?<tokens>H\d\d)\b(?:.{0,2000}?\bstatus=(?<code>\d{3}))?/,
  },
  // https 2026-01-01T00:00:00.0Z app/name/id 192.0.2.1:1 10.0.0.1:80 0.0 0.0 0.0 460 - 0 57 "GET …"
  {
    product: 'aws-elb',
    pattern:
      /^(?:https?|h2|grpcs?|wss?) \d{4}-\d\d-\d\dT\S+ app\/\S+ \S+ \S+ (?:-?[\d.]+ ){3}(?<code>\d{3}) (?:\d{3}|-) /,
  },
  // 2026-01-01 00:00:00 10.0.0.1 GET /x - 80 - 192.0.2.1 UA - 404 13 0 15
  {
    product: 'iis',
    pattern:
      /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \S.* (?<code>[1-5]\d\d) (?<sub>\d{1,3}) \d+(?: \d+){0,3}\s*$/,
  },
  // [2026-01-01T00:00:00.000Z] "GET / HTTP/2" 503 UF,URX 0 91 …
  {
    product: 'envoy',
    pattern: /^\[\d{4}-[^\]]+\] "[A-Z-]+ \S+ HTTP\/[\d.]+" (?<code>\d{1,3}) (?<tokens>[\w,-]+) /,
  },
  // app.example - [2026-…] "GET / HTTP/1.1" 499 … x_cf_routererror:"…"
  {
    product: 'cloud-foundry-gorouter',
    pattern: /"[A-Z]+ \S+ HTTP\/[\d.]+" (?<code>\d{3}) .{0,4000}x_cf_routererror:/,
  },
  { product: 'cloudflare', pattern: /"EdgeResponseStatus"\s*:\s*"?(?<code>\d{1,3})\b/ },
  { product: 'traefik', pattern: /"(?:Downstream|Origin)Status"\s*:\s*"?(?<code>\d{1,3})\b/ },
  {
    product: 'caddy',
    pattern: /"logger"\s*:\s*"http\.log\.access.{0,20000}"status"\s*:\s*(?<code>\d{1,3})\b/,
  },
  {
    product: 'google-cloud-load-balancing',
    pattern: /"statusDetails"\s*:\s*"(?<tokens>\w+)"/,
  },
  // 192.0.2.1 - alice [01/Jan/2026:00:00:00 +0000] "GET / HTTP/1.1" 499 0 "-" "UA": nginx, Apache, many more
  {
    pattern:
      /^\S+ \S+ .{0,200}?\[[^\]]{10,40}\] "(?:[^"\\]|\\.)*" (?<code>\d{3}) (?:\d+|-)(?:\s|$)/,
  },
]

// Twice the longest target that servers accept (8 KiB), with room for the other fields.
const LINE_MAX = 16_384
