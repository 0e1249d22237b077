import {
  type RequestHead,
  type ResponseHead,
  readRequestHead,
  responseHeadReader,
  type SectionReader,
  sectionReader,
} from '@hopwise/http'
import { DEFAULT_LIMITS } from '../core/limits.ts'
import { type ForwardRequest, type Request, receive } from '../core/receive.ts'

/** A request head from lines; `Host` is added where a test does not care. */
export function requestHead(...lines: readonly string[]): RequestHead {
  return headOfRequest(lines)
}

export function request(...lines: readonly string[]): Request {
  return requestOf(requestHead(...lines))
}

export function forwardRequest(...lines: readonly string[]): ForwardRequest {
  return toForward(request(...lines))
}

/** Reads forward requests as they come over one connection. */
export function requestReader(): (...lines: readonly string[]) => ForwardRequest {
  const sections = sectionReader(DEFAULT_LIMITS)
  return (...lines) => toForward(requestOf(headOfRequest(lines, sections)))
}

export function responseHead(...lines: readonly string[]): ResponseHead {
  return headOfResponse(lines)
}

/** Reads responses as they come over one connection. */
export function responseReader(): (...lines: readonly string[]) => ResponseHead {
  const reader = responseHeadReader(DEFAULT_LIMITS)
  return (...lines) => headOfResponse(lines, reader)
}

function headOfRequest(lines: readonly string[], sections?: SectionReader): RequestHead {
  const withHost = lines.some((line) => /^host:/i.test(line))
    ? lines
    : [...lines, 'Host: o.example']
  const bytes = octets(`${withHost.join('\r\n')}\r\n\r\n`)
  const read = readRequestHead(bytes, 0, DEFAULT_LIMITS, sections)
  if (read.kind !== 'done') throw new TypeError(`the test's own head is not valid: ${lines[0]}`)
  return read.value
}

function headOfResponse(
  lines: readonly string[],
  reader = responseHeadReader(DEFAULT_LIMITS),
): ResponseHead {
  const bytes = octets(`${lines.join('\r\n')}\r\n\r\n`)
  const read = reader.read(bytes, 0)
  if (read.kind !== 'done') throw new TypeError(`the test's own head is not valid: ${lines[0]}`)
  return read.value
}

function requestOf(head: RequestHead): Request {
  const received = receive(head, DEFAULT_LIMITS)
  if (received.kind !== 'request') throw new TypeError(`the test's own request: ${received.detail}`)
  return received.request
}

function toForward(found: Request): ForwardRequest {
  if (found.kind !== 'forward') throw new TypeError('the test wants a forward request')
  return found
}

function octets(text: string): Uint8Array {
  return Uint8Array.from(text, (char) => char.charCodeAt(0))
}
