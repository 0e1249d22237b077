/** Where the message ends whose head is at the start of the octets: an independent, test-only reading of RFC 9112 §6.3. */
export function headEnd(octets: string): number | undefined {
  const end = octets.indexOf('\r\n\r\n')
  return end < 0 ? undefined : end + 4
}

export function fieldValues(head: string, name: string): string[] {
  return head
    .split('\r\n')
    .slice(1)
    .filter((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`))
    .map((line) => line.slice(name.length + 1).trim())
}

export function statusOf(head: string): number {
  const found = /^HTTP\/1\.[01] ([0-9]{3}) /.exec(head)
  if (!found) throw new Error(`not a status line: ${JSON.stringify(head.slice(0, 80))}`)
  return Number(found[1])
}

/**
 * Length of the body that follows `head` in `rest`, or `undefined` while it is not complete.
 * Responses without length or coding end with the connection.
 */
export function bodyLength(head: string, rest: string, ended: boolean): number | undefined {
  if (/^HTTP\/1\.[01] (?:1..|204|304) /.test(head)) return 0
  if (fieldValues(head, 'Transfer-Encoding').length > 0) return chunkedLength(rest)
  const [length] = fieldValues(head, 'Content-Length')
  if (length !== undefined) return rest.length >= Number(length) ? Number(length) : undefined
  if (!head.startsWith('HTTP/')) return 0
  return ended ? rest.length : undefined
}

/** The content of a chunked body as far as it has come, without sizes and trailers. */
export function unchunked(body: string): string {
  let content = ''
  for (const chunk of chunks(body)) content += body.slice(chunk.start, chunk.end)
  return content
}

/** Length of a whole chunked body at the start of the octets, or `undefined` while it is not complete. */
export function chunkedLength(rest: string): number | undefined {
  const all = chunks(rest)
  const last = all.at(-1)
  if (!last || last.end > last.start) return undefined
  if (rest.startsWith('\r\n', last.end)) return last.end + 2
  const trailersEnd = rest.indexOf('\r\n\r\n', last.end)
  return trailersEnd < 0 ? undefined : trailersEnd + 4
}

function chunks(body: string): { readonly start: number; readonly end: number }[] {
  const found = []
  for (let at = 0; ; ) {
    const line = body.indexOf('\r\n', at)
    if (line < 0) return found
    const size = Number.parseInt(body.slice(at, line), 16)
    if (Number.isNaN(size)) throw new Error(`not a chunk size: ${body.slice(at, line)}`)
    found.push({ start: line + 2, end: line + 2 + size })
    if (size === 0) return found
    at = line + 2 + size + 2
  }
}
