/** A response as it was found in a text. */
export interface ParsedResponse {
  readonly version: string
  readonly code: number
  readonly reason: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string
}

/**
 * Every response in a text, in order: a raw response, `curl -i`, `curl -v` with its `<`, or several
 * of them behind each other, as after a redirect or a challenge.
 */
export function responsesIn(text: string): readonly ParsedResponse[] {
  const lines = text.split(/\r?\n/).map((line) => line.replace(/^\s{0,8}(?=(?:< ?)?HTTP\/)/, ''))
  const starts = lines.flatMap((line, index) => (STATUS_LINE.test(line) ? [index] : []))
  return starts.map((start, index) => readResponse(lines.slice(start, starts[index + 1])))
}

function readResponse(lines: readonly string[]): ParsedResponse {
  const [first = '', ...rest] = lines
  const [, curl, version = '', code = '', reason = ''] = STATUS_LINE.exec(first) ?? []
  const isCurl = curl !== undefined
  const { headers, end } = readFields(rest, isCurl)
  const content = rest.slice(end)
  const body = isCurl ? content.filter((line) => !/^(?:[*<>{}] ?|curl: )/.test(line)) : content
  return {
    version,
    code: Number(code),
    reason: reason.trim(),
    headers,
    body: body.join('\n').trim(),
  }
}

/** Field lines up to the empty one, or to what is none. `end`: where the content begins. */
export function readFields(
  lines: readonly string[],
  isCurl = false,
): { readonly headers: readonly (readonly [string, string])[]; readonly end: number } {
  const headers: [string, string][] = []
  for (const [index, line] of lines.entries()) {
    // curl -v puts its remarks between the lines it received.
    if (isCurl && /^[*{}>]/.test(line)) continue
    const received = isCurl ? line.replace(/^< ?/, '') : line
    const last = headers.at(-1)
    if (last && /^[ \t]+\S/.test(received)) last[1] = `${last[1]} ${received.trim()}`
    else {
      const [, name, value = ''] = FIELD_LINE.exec(received) ?? []
      if (name === undefined) return { headers, end: received.trim() === '' ? index + 1 : index }
      headers.push([name, value.trim()])
    }
  }
  return { headers, end: lines.length }
}

const STATUS_LINE = /^(< ?)?HTTP\/(\d(?:\.\d)?)[ \t]+(\d{3})(?:[ \t]+(.*))?$/i
/** `token ":" OWS field-value` (RFC 9112 §5), with the `:status` that browsers show for HTTP/2. */
const FIELD_LINE = /^(:?[!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*)$/
