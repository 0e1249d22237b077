import { type FieldLine, type Fields, field, isToken } from '@hopwise/http'

/** Names and values, as Node's `headers` options take them. Undefined is as if it were not there. */
export type ProxyFieldValues = Readonly<
  Record<string, string | number | readonly string[] | undefined>
>

/**
 * Fields for a proxy itself, or who gives them for each request to it. A `Proxy-Authorization` among
 * them is sent unasked until the proxy refuses it; see `GivenCredentials`.
 */
export type ProxyFieldsSource = ProxyFieldValues | (() => ProxyFieldValues)

/** What a proxy is sent besides what every request has. */
export interface ProxyFields {
  /** All but the credentials. */
  readonly fields: Fields
  /** The value of `Proxy-Authorization`. */
  readonly authorization: string | undefined
}

/**
 * @throws {TypeError} when a name or value cannot stand in a head, or when it is about the message or the
 *   connection and so not a program's to set; no value is in the message
 */
export function readProxyFields(source: ProxyFieldsSource): ProxyFields {
  const fields: FieldLine[] = []
  let authorization: string | undefined
  for (const [name, value] of Object.entries(typeof source === 'function' ? source() : source)) {
    if (value === undefined) continue
    for (const one of Array.isArray(value) ? value : [value]) {
      const line = checked(name, String(one))
      if (line.key === 'proxy-authorization') authorization = line.value
      else fields.push(line)
    }
  }
  return { fields, authorization }
}

/** The fields of a request with those for its proxy, where it has not got one of that name itself. */
export function withProxyFields(own: Fields, more: Fields): Fields {
  return more.length === 0
    ? own
    : [...own, ...more.filter(({ key }) => !own.some((line) => line.key === key))]
}

function checked(name: string, value: string): FieldLine {
  if (!isToken(name)) throw new TypeError(`A field for the proxy has a name that no field has`)
  const line = field(name, value)
  if (FRAMING.has(line.key)) {
    throw new TypeError(
      `${name} is not a field to give for the proxy: it is about the message or the connection`,
    )
  }
  // RFC 9110 §5.5: with CR or LF in it, it would be more than one field, or the end of the head.
  if (!FIELD_CONTENT.test(value)) {
    throw new TypeError(
      `The value of ${name} for the proxy has a character that no field value has: CR, LF or another control character, or one beyond U+00FF`,
    )
  }
  return line
}

const FRAMING: ReadonlySet<string> = new Set([
  'host',
  'connection',
  'keep-alive',
  'content-length',
  'transfer-encoding',
  'te',
  'trailer',
  'upgrade',
  'expect',
])
const FIELD_CONTENT = /^[\t\x20-\x7e\x80-\xff]*$/
