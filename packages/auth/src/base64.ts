/**
 * Whether the text is base64 with its padding (RFC 4648 §4), the empty one included. The bits that
 * padding leaves over are not looked at: two spellings may mean the same octets.
 */
export function isBase64(text: string): boolean {
  return BASE64.test(text)
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/
