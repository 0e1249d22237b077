/**
 * Octets to text, one to one, so that obs-text survives a round trip (RFC 9110 §5.5). `TextDecoder`
 * cannot do this: its "latin1" is windows-1252. Node's `Buffer` can, natively, and is used when the
 * bytes are one.
 */
export function latin1(bytes: Uint8Array, start: number, end: number): string {
  const native = bytes as NativeBytes
  if (native.latin1Slice !== undefined) return native.latin1Slice(start, end)
  let text = ''
  for (let at = start; at < end; at += STEP) {
    text += String.fromCharCode(...bytes.subarray(at, Math.min(at + STEP, end)))
  }
  return text
}

interface NativeBytes extends Uint8Array {
  readonly latin1Slice?: (start: number, end: number) => string
}

/** Arguments of one call: engines bound them, 1 024 is safe in all. */
const STEP = 1024
