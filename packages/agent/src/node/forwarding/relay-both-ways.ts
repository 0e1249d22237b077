import type { Wire } from '../wire.ts'
import type { Written } from './written.ts'

/**
 * Passes octets between a program and a wire until the wire ends, each side as fast as the other takes
 * them.
 *
 * @param deliver gives octets to the program; false when it has gone
 */
export async function relayBothWays(
  written: Written,
  wire: Wire,
  deliver: (octets: Uint8Array) => Promise<boolean>,
): Promise<void> {
  const sending = send(written, wire)
  for (let piece = await wire.read(); piece; piece = await wire.read()) {
    if (!(await deliver(piece))) break
  }
  // Its end is the program's; what the program still writes then has nobody to go to.
  void sending.catch(() => undefined)
}

async function send(written: Written, wire: Wire): Promise<void> {
  for (let piece = await written.read(); piece; piece = await written.read()) {
    wire.write(piece)
    if (wire.isFull) await wire.drained()
  }
  wire.socket.end()
}
