/**
 * Opens tunnels and holds them until its standard input ends.
 * A program: `node hold-tunnels.ts ROUTE COUNT`, prints `open` when all are.
 */
import { openTunnel } from './open-tunnel.ts'
import type { Route } from './route.ts'

const [routeText, countText] = process.argv.slice(2) as [string, string]
const route = JSON.parse(routeText) as Route
let left = Number(countText)

await Promise.all(Array.from({ length: 16 }, keepOpening))
process.stdout.write('open\n')
process.stdin.resume().once('end', () => process.exit())

async function keepOpening(): Promise<void> {
  while (left-- > 0) {
    const socket = await openTunnel(route)
    socket.once('end', () => {
      throw new Error('a tunnel was closed while it was held')
    })
    socket.resume()
  }
}
