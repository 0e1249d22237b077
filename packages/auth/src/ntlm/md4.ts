/**
 * MD4 (RFC 1320): what an NT hash is made with. It is broken, which NTLM cannot help, and so old that
 * OpenSSL has it in its legacy provider only; it is here so that nobody has to switch that on.
 */
export function md4(octets: Uint8Array): Uint8Array {
  const state = new Uint32Array([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476])
  const message = padded(octets)
  const view = new DataView(message.buffer)
  const words = new Uint32Array(16)
  for (let at = 0; at < message.length; at += BLOCK) {
    for (let i = 0; i < 16; i++) words[i] = view.getUint32(at + i * 4, true)
    compress(state, words)
  }
  const digest = new DataView(new ArrayBuffer(16))
  for (const [i, word] of state.entries()) digest.setUint32(i * 4, word, true)
  return new Uint8Array(digest.buffer)
}

/** §3.1 and §3.2: a one bit, zeros, and the length in bits. */
function padded(octets: Uint8Array): Uint8Array<ArrayBuffer> {
  const length = Math.ceil((octets.length + 9) / BLOCK) * BLOCK
  const message = new Uint8Array(length)
  message.set(octets)
  message[octets.length] = 0x80
  const view = new DataView(message.buffer)
  view.setUint32(length - 8, octets.length << 3, true)
  view.setUint32(length - 4, Math.floor(octets.length / 2 ** 29), true)
  return message
}

/** §3.4: three rounds of sixteen steps; each round reads the words in its own order. */
function compress(state: Uint32Array, words: Uint32Array): void {
  const [a0, b0, c0, d0] = state as unknown as [number, number, number, number]
  let [a, b, c, d] = [a0, b0, c0, d0]
  for (const { mix, constant, order, shifts } of ROUNDS) {
    for (const [step, index] of order.entries()) {
      const sum = (a + mix(b, c, d) + words[index]! + constant) | 0
      const shift = shifts[step % 4]!
      const turned = (sum << shift) | (sum >>> (32 - shift))
      ;[a, b, c, d] = [d, turned, b, c]
    }
  }
  state.set([a0 + a, b0 + b, c0 + c, d0 + d])
}

const BLOCK = 64

interface Round {
  readonly mix: (x: number, y: number, z: number) => number
  readonly constant: number
  readonly order: readonly number[]
  readonly shifts: readonly number[]
}

const ROUNDS: readonly Round[] = [
  {
    mix: (x, y, z) => (x & y) | (~x & z),
    constant: 0,
    order: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
    shifts: [3, 7, 11, 19],
  },
  {
    mix: (x, y, z) => (x & y) | (x & z) | (y & z),
    constant: 0x5a827999,
    order: [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15],
    shifts: [3, 5, 9, 13],
  },
  {
    mix: (x, y, z) => x ^ y ^ z,
    constant: 0x6ed9eba1,
    order: [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15],
    shifts: [3, 9, 11, 15],
  },
]
