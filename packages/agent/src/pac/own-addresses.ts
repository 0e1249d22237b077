import { createSocket } from 'node:dgram'
import { isIP } from 'node:net'
import { networkInterfaces } from 'node:os'

/**
 * The addresses that this machine has towards the internet, the likeliest first, for `myIpAddress`:
 * those from which packets to public addresses would leave (nothing is sent), else those of its
 * interfaces, else loopback.
 */
export async function ownAddresses(): Promise<readonly string[]> {
  const routed = await Promise.all([
    sourceTowards('udp4', '8.8.8.8'),
    sourceTowards('udp6', '2001:4860:4860::8888'),
  ])
  const found = routed.filter((address) => address !== undefined)
  return found.length > 0 ? found : ofInterfaces()
}

/** Connecting UDP chooses a route and an address, and sends nothing. */
function sourceTowards(type: 'udp4' | 'udp6', target: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = createSocket(type)
    const done = (address?: string): void => {
      socket.close()
      resolve(address)
    }
    socket.once('error', () => done())
    socket.connect(53, target, () => {
      const { address } = socket.address()
      done(isIP(address) === 0 || address === '0.0.0.0' || address === '::' ? undefined : address)
    })
  })
}

function ofInterfaces(): readonly string[] {
  const all = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
  const outer = all.filter(({ internal, scopeid }) => !internal && !scopeid)
  return outer.length > 0 ? outer.map(({ address }) => address) : ['127.0.0.1']
}
