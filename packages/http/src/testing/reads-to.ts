import assert from 'node:assert/strict'
import type { Read } from '../read.ts'

type Reader<T> = (bytes: Uint8Array, from: number) => Read<T>

/** Text as octets, one to one. */
export function octets(text: string): Uint8Array {
  return Uint8Array.from(text, (char) => char.charCodeAt(0))
}

/** Reads `text` whole, one octet at a time, with octets of the next thing behind it, and from an offset. */
export function readsTo<T>(read: Reader<T>, text: string, expected: T): void {
  const bytes = octets(text)
  const whole = { kind: 'done', value: expected, rest: bytes.length }
  assert.deepEqual(read(bytes, 0), whole, 'whole')
  for (let end = 0; end < bytes.length; end++) {
    assert.equal(read(bytes.subarray(0, end), 0).kind, 'need-more', `after ${end} octets`)
  }
  assert.deepEqual(read(octets(`${text}GET \x00\r\n`), 0), whole, 'with octets behind it')
  const behind = { ...whole, rest: bytes.length + 3 }
  assert.deepEqual(read(octets(`xyz${text}`), 3), behind, 'from an offset')
}

/** Refuses `text` for one reason, and never on the way to it reads it as complete. */
export function refuses<T>(read: Reader<T>, text: string, reason: string): void {
  const bytes = octets(text)
  assert.deepEqual(read(bytes, 0), { kind: 'malformed', reason }, JSON.stringify(text))
  for (let end = 0; end < bytes.length; end++) {
    const early = read(bytes.subarray(0, end), 0)
    assert.notEqual(early.kind, 'done', `${JSON.stringify(text)} after ${end} octets`)
  }
}
