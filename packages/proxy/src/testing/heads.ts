import {
  type RequestHead,
  type ResponseHead,
  readRequestHead,
  readResponseHead,
} from '@hopwise/http'
import { DEFAULT_LIMITS } from '../core/limits.ts'
import { type ForwardRequest, type Request, receive } from '../core/receive.ts'

/** A request head from lines; `Host` is added where a test does not care. */
export function requestHead(...lines: readonly string[]): RequestHead {
  const withHost = lines.some((line) => /^host:/i.test(line))
    ? lines
    : [...lines, 'Host: o.example']
  const read = readRequestHead(octets(`${withHost.join('\r\n')}\r\n\r\n`), 0)
  if (read.kind !== 'done') throw new TypeError(`the test's own head is not valid: ${lines[0]}`)
  return read.value
}

export function request(...lines: readonly string[]): Request {
  const received = receive(requestHead(...lines), DEFAULT_LIMITS)
  if (received.kind !== 'request') throw new TypeError(`the test's own request: ${received.detail}`)
  return received.request
}

export function forwardRequest(...lines: readonly string[]): ForwardRequest {
  const found = request(...lines)
  if (found.kind !== 'forward') throw new TypeError('the test wants a forward request')
  return found
}

export function responseHead(...lines: readonly string[]): ResponseHead {
  const read = readResponseHead(octets(`${lines.join('\r\n')}\r\n\r\n`), 0)
  if (read.kind !== 'done') throw new TypeError(`the test's own head is not valid: ${lines[0]}`)
  return read.value
}

function octets(text: string): Uint8Array {
  return Uint8Array.from(text, (char) => char.charCodeAt(0))
}
