/** RC4 (MS-NLMP §3.4.4 calls it RC4K): only to wrap one session key. Broken, as NTLM is. */
export function rc4(key: Uint8Array, octets: Uint8Array): Uint8Array {
  const state = Uint8Array.from({ length: 256 }, (_, i) => i)
  for (let i = 0, j = 0; i < 256; i++) {
    j = (j + state[i]! + key[i % key.length]!) & 0xff
    swap(state, i, j)
  }
  let [i, j] = [0, 0]
  return octets.map((octet) => {
    i = (i + 1) & 0xff
    j = (j + state[i]!) & 0xff
    swap(state, i, j)
    return octet ^ state[(state[i]! + state[j]!) & 0xff]!
  })
}

function swap(state: Uint8Array, i: number, j: number): void {
  const held = state[i]!
  state[i] = state[j]!
  state[j] = held
}
