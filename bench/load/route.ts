import { BASIC } from '../credentials.ts'
import type { Peer } from '../peers/peer.ts'

/** How a client asks a proxy for something of the origin. */
export interface Route {
  readonly proxyPort: number
  readonly originPort: number
  readonly role: Peer['role']
}

/** A forward proxy is sent the absolute form (RFC 9112 §3.2.2), a reverse proxy the origin form. */
export function targetOf(route: Route, path: string): string {
  return route.role !== 'reverse' ? `http://127.0.0.1:${route.originPort}${path}` : path
}

/**
 * The one field that tells these requests apart: credentials for the proxy, or for what it stands for.
 * A relay has its own; it is told what curl tells every proxy, without which cntlm keeps no connection.
 */
export function fieldFor({ role }: Route): readonly [name: string, value: string] {
  switch (role) {
    case 'forward':
      return ['Proxy-Authorization', BASIC]
    case 'reverse':
      return ['Authorization', BASIC]
    case 'relay':
      return ['Proxy-Connection', 'keep-alive']
  }
}

export function requestFor(route: Route, path: string): string {
  const [name, value] = fieldFor(route)
  return (
    `GET ${targetOf(route, path)} HTTP/1.1\r\nHost: 127.0.0.1:${route.originPort}\r\n` +
    `${name}: ${value}\r\n\r\n`
  )
}

export function connectFor(route: Route): string {
  const authority = `127.0.0.1:${route.originPort}`
  return `CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\nProxy-Authorization: ${BASIC}\r\n\r\n`
}
