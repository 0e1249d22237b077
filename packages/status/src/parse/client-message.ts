/** What a client said about a response it did not show. */
export interface ClientMessage {
  readonly code: number | string
  readonly reason: string
}

/** The code in a message of a known client: curl, git, browsers, package managers, runtimes. */
export function readClientMessage(text: string): ClientMessage | undefined {
  for (const pattern of MESSAGES) {
    const groups = pattern.exec(text)?.groups
    if (groups) {
      const { code = '', reason = '' } = groups
      return { code: code.includes('.') ? code : Number(code), reason: reason.trim() }
    }
  }
  return undefined
}

/** The most particular first. */
const MESSAGES: readonly RegExp[] = [
  // IIS: HTTP Error 404.13 - Not Found
  /\bHTTP Error (?<code>\d{3}\.\d{1,3})(?: - (?<reason>[^\n<]{1,80}))?/,
  // curl, git with libcurl
  /\bCONNECT tunnel failed, response (?<code>\d{3})\b/,
  /\bReceived HTTP code (?<code>\d{3}) from proxy after CONNECT/,
  /\bThe requested URL returned error: (?<code>\d{3})(?<reason>[^\n]{0,80})/,
  // apt
  /\bInvalid response from proxy: HTTP\/[\d.]+ (?<code>\d{3}) ?(?<reason>[^\n[]{0,80})/,
  // Chromium's and Firefox's consoles
  /\bresponded with a status of (?<code>\d{3})(?: \((?<reason>[^)\n]{0,80})\))?/,
  /\b(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) \S+ (?<code>\d{3}) \((?<reason>[^)\n]{0,80})\)/,
  // undici, tunnel-agent
  /\bProxy response \((?<code>\d{3})\)/,
  /\btunneling socket could not be established, (?:statusCode|cause)=(?<code>\d{3})\b/,
  /\bRequest failed with status code (?<code>\d{3})\b/,
  // Python: http.client, requests, urllib
  /\bTunnel connection failed: (?<code>\d{3})(?<reason>[^'")\n]{0,80})/,
  /\b(?<code>\d{3}) (?:Client|Server) Error: (?<reason>[^\n]{0,80}?) for url/,
  /\bHTTP Error (?<code>\d{3}): (?<reason>[^\n]{0,80})/,
  // Java, .NET
  /\bProxy returns "HTTP\/[\d.]+ (?<code>\d{3})(?<reason>[^"\n]{0,80})"/,
  /\bServer returned HTTP response code: (?<code>\d{3})\b/,
  /\breturned an error: \((?<code>\d{3})\) (?<reason>[^\n.]{0,80})/,
  /\bthe request to the proxy[^\n]{0,60} status code '(?<code>\d{3})'/i,
  // wget, npm, apt
  /\bERROR (?<code>\d{3}): (?<reason>[^\n]{0,80}?)\.?$/m,
  /\bnpm (?:ERR!|error) (?:code E)?(?<code>\d{3}) (?<reason>[^\n]{0,80}?) - [A-Z]+ /,
  /(?:^|\s)(?<code>\d{3})\s+(?<reason>[A-Z][A-Za-z -]{2,60}?) \[IP: /,
  // Anything that says so in plain words
  /\bstatus(?:[ _-]?code)?["']?\s*[:=]?\s*["']?(?<code>[1-9]\d\d)\b(?<reason>)/i,
]
