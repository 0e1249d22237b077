import type { FieldLine, Fields } from './field-section.ts'

/** Text of a request head; write it as latin1. The names and values come from readers or literals, so no CR or LF can be in them. */
export function formatRequestHead(method: string, target: string, fields: Fields): string {
  return `${method} ${target} HTTP/1.1\r\n${formatFields(fields)}\r\n`
}

/** Text of a response head; write it as latin1. */
export function formatResponseHead(status: number, reasonPhrase: string, fields: Fields): string {
  return `HTTP/1.1 ${status} ${reasonPhrase}\r\n${formatFields(fields)}\r\n`
}

/** Field lines in their order, each `name: value CRLF`. */
export function formatFields(fields: readonly FieldLine[]): string {
  let text = ''
  for (const line of fields) text += `${line.name}: ${line.value}\r\n`
  return text
}

/** The frame around one piece of chunked content (RFC 9112 §7.1): write head, piece, CRLF. */
export function chunkHead(bytes: number): string {
  return `${bytes.toString(16)}\r\n`
}

export const CHUNK_END = '\r\n'

/** The last chunk with its trailer section. */
export function formatLastChunk(trailers: Fields): string {
  return trailers.length === 0 ? '0\r\n\r\n' : `0\r\n${formatFields(trailers)}\r\n`
}
