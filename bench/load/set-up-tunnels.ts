/**
 * Opens tunnels one after the other on 16 connections at a time; through each goes one small request.
 * A program: `node set-up-tunnels.ts ROUTE COUNT`, prints `{ seconds, busySeconds }`; the latter is its own CPU
 * time: near the former, the generator was the limit and not the proxy.
 */
import { once } from 'node:events'
import { openTunnel } from './open-tunnel.ts'
import type { Route } from './route.ts'

const [routeText, countText] = process.argv.slice(2) as [string, string]
const route = JSON.parse(routeText) as Route
let left = Number(countText)

const startedAt = performance.now()
await Promise.all(Array.from({ length: 16 }, keepOpening))
const seconds = (performance.now() - startedAt) / 1000
const { user, system } = process.cpuUsage()
process.stdout.write(`${JSON.stringify({ seconds, busySeconds: (user + system) / 1e6 })}\n`)

async function keepOpening(): Promise<void> {
  while (left-- > 0) await useTunnel()
}

async function useTunnel(): Promise<void> {
  const socket = await openTunnel(route)
  let answer = ''
  socket.on('data', (bytes: Buffer) => {
    answer += bytes.toString('latin1')
  })
  socket.write('GET /few HTTP/1.1\r\nHost: origin\r\n\r\n')
  socket.resume()
  await once(socket, 'close')
  if (!answer.endsWith('ok')) throw new Error(`the tunnel ended early: ${answer.slice(0, 80)}`)
}
