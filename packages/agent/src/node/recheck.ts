import type { Socket } from 'node:net'
import { ProxyFault } from '../core/proxy-fault.ts'
import type { Hop } from './hop.ts'

/**
 * Asks for a tunnel that the credentials for a proxy have been good for, and closes it. After that they are
 * in doubt no more, or refused. Who asks meanwhile shares the answer.
 *
 * @param open makes a tunnel
 */
export async function recheck(
  hop: Hop,
  target: string,
  open: (hop: Hop, target: string) => Promise<Socket>,
): Promise<void> {
  hop.recheck ??= ask(hop, target, open).finally(() => {
    hop.recheck = undefined
  })
  await hop.recheck
}

async function ask(
  hop: Hop,
  target: string,
  open: (hop: Hop, target: string) => Promise<Socket>,
): Promise<void> {
  try {
    const socket = await open(hop, target)
    socket.destroy()
  } catch (error) {
    // Whoever wanted to know asks once more, and hears what there is to hear.
    if (!(error instanceof ProxyFault)) throw error
  }
}
