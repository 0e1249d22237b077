/** A hash function of fixed algorithm. Pure code is given it: the language has none of its own. */
export type Digest = (octets: Uint8Array) => Uint8Array

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** The octets over and over, cut off at the length. */
export function fill(octets: Uint8Array, length: number): Uint8Array {
  const filled = new Uint8Array(length)
  for (let at = 0; at < length; at += octets.length) {
    filled.set(octets.subarray(0, Math.min(octets.length, length - at)), at)
  }
  return filled
}
