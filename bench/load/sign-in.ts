/**
 * Small requests on 64 connections that stay, each signed in by Basic or by Digest.
 * A program: `node sign-in.ts ROUTE basic|digest COUNT`, prints `{ requests, seconds, busySeconds }`; the last is
 * its own CPU time. All requests are made before the first is sent, by either scheme.
 */
import { once } from 'node:events'
import net from 'node:net'
import { BASIC } from '../credentials.ts'
import { challengeIn, digestValues } from './digest-values.ts'
import { type Route, targetOf } from './route.ts'

const CONNECTIONS = 64
const BODY_BYTES = 1024
const HEAD_END = '\r\n\r\n'

const [routeText, scheme, countText] = process.argv.slice(2) as [string, string, string]
const route = JSON.parse(routeText) as Route
const each = Math.ceil(Number(countText) / CONNECTIONS)
const clients = await Promise.all(Array.from({ length: CONNECTIONS }, makeRequests))
let answered = 0

const busyBefore = process.cpuUsage()
const startedAt = performance.now()
await Promise.all(clients.map(keepAsking))
const seconds = (performance.now() - startedAt) / 1000
const { user, system } = process.cpuUsage(busyBefore)
process.stdout.write(
  `${JSON.stringify({ requests: answered, seconds, busySeconds: (user + system) / 1e6 })}\n`,
)

/** Each connection is a client of its own, with a nonce of its own. */
async function makeRequests(): Promise<readonly Buffer[]> {
  const values = scheme === 'basic' ? Array<string>(each).fill(BASIC) : await challengedValues()
  return values.map((value) => Buffer.from(requestWith(value)))
}

async function challengedValues(): Promise<readonly string[]> {
  const socket = net.connect({ port: route.proxyPort, host: '127.0.0.1' })
  socket.end(requestWith(undefined))
  let answer = ''
  for await (const piece of socket.setEncoding('latin1')) answer += String(piece)
  return digestValues(challengeIn(answer), '/1k', each)
}

function requestWith(value: string | undefined): string {
  const credentials = value === undefined ? '' : `Proxy-Authorization: ${value}\r\n`
  return `GET ${targetOf(route, '/1k')} HTTP/1.1\r\nHost: 127.0.0.1:${route.originPort}\r\n${credentials}\r\n`
}

async function keepAsking(requests: readonly Buffer[]): Promise<void> {
  const socket = net.connect({ port: route.proxyPort, host: '127.0.0.1', noDelay: true })
  await once(socket, 'connect')
  let next = 0
  let head = ''
  let bodyLeft = -1
  const ask = (): void => {
    const request = requests[next++]
    if (request === undefined) socket.end()
    else socket.write(request)
  }
  socket.on('data', (bytes: Buffer) => {
    if (bodyLeft >= 0) bodyLeft -= bytes.length
    else {
      head += bytes.toString('latin1')
      const end = head.indexOf(HEAD_END)
      if (end < 0) return
      if (!head.startsWith('HTTP/1.1 200 ')) {
        socket.destroy(new Error(`answered: ${head.split('\r\n', 1)[0]}`))
        return
      }
      bodyLeft = BODY_BYTES - (head.length - end - HEAD_END.length)
    }
    if (bodyLeft > 0) return
    head = ''
    bodyLeft = -1
    answered++
    ask()
  })
  ask()
  await once(socket, 'close')
}
