import { concat } from '../password/octets.ts'

/** An attribute of the server, or one that the client adds (MS-NLMP §2.2.2.1). */
export interface AvPair {
  readonly id: number
  readonly value: Uint8Array
}

export const AV = {
  EOL: 0,
  FLAGS: 6,
  TIMESTAMP: 7,
  CHANNEL_BINDINGS: 10,
} as const

/** Reads the attributes up to the end mark. Undefined when they are not well-formed. */
export function readAvPairs(octets: Uint8Array): readonly AvPair[] | undefined {
  const view = new DataView(octets.buffer, octets.byteOffset, octets.length)
  const pairs: AvPair[] = []
  for (let at = 0; at + 4 <= octets.length; ) {
    const id = view.getUint16(at, true)
    const length = view.getUint16(at + 2, true)
    if (id === AV.EOL) return length === 0 ? pairs : undefined
    const end = at + 4 + length
    if (end > octets.length || pairs.length >= PAIRS_MAX) return undefined
    pairs.push({ id, value: octets.subarray(at + 4, end) })
    at = end
  }
  return undefined
}

export function formatAvPairs(pairs: readonly AvPair[]): Uint8Array {
  return concat(...pairs.map(formatPair), formatPair({ id: AV.EOL, value: new Uint8Array(0) }))
}

/** One value in the place of all of its id, at the end. */
export function withAvPair(pairs: readonly AvPair[], pair: AvPair): readonly AvPair[] {
  return [...pairs.filter(({ id }) => id !== pair.id), pair]
}

export function avValue(pairs: readonly AvPair[], id: number): Uint8Array | undefined {
  return pairs.find((pair) => pair.id === id)?.value
}

function formatPair({ id, value }: AvPair): Uint8Array {
  const head = new DataView(new ArrayBuffer(4))
  head.setUint16(0, id, true)
  head.setUint16(2, value.length, true)
  return concat(new Uint8Array(head.buffer), value)
}

/** There are eleven kinds; a server that sends more than a few of each means ill. */
const PAIRS_MAX = 64
