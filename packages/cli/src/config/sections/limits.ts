import { DEFAULT_LIMITS, type Limits } from '@hopwise/proxy'
import { z } from 'zod'
import { type Duration, duration } from '../values/duration.ts'
import { count } from '../values/short-text.ts'
import { type Size, size } from '../values/size.ts'

/** Bounds of the engine that an operator may want to set. */
export interface LimitsSection {
  readonly headTimeout: Duration
  readonly idleTimeout: Duration
  readonly bodyTimeout: Duration
  readonly body?: Size | undefined
  readonly held: Size
  readonly heldInAll: Size
  readonly nameTimeout: Duration
  readonly connectTimeout: Duration
  readonly responseTimeout: Duration
  readonly relayTimeout: Duration
  readonly tunnelIdleTimeout: Duration
  readonly clientConnections: number
  readonly tunnelsPerUser: number
  readonly nextHopConnections: number
}

export const limits: z.ZodType<LimitsSection> = z
  .strictObject({
    headTimeout: time('headTimeoutMs').describe('For the head of a request to come.'),
    idleTimeout: time('idleTimeoutMs').describe('Between two requests of a connection.'),
    bodyTimeout: time('bodyTimeoutMs').describe('For a client that owes content.'),
    body: size().optional().describe('Content of one request, at most. Absent: any size.'),
    held: held('heldBytesMax').describe(
      'Content of one request that is kept until it is clear that nobody asks for it twice.',
    ),
    heldInAll: held('heldInAllBytesMax').describe('The same, of all requests together.'),
    nameTimeout: time('nameTimeoutMs').describe('For a name to be resolved.'),
    connectTimeout: time('connectTimeoutMs').describe('For a connection to the next hop.'),
    responseTimeout: time('responseTimeoutMs').describe('For the head of a response to come.'),
    relayTimeout: time('relayTimeoutMs').describe('Between two pieces of a response.'),
    tunnelIdleTimeout: time('tunnelIdleTimeoutMs').describe('For a tunnel in which nothing moves.'),
    clientConnections: number('clientConnectionsMax').describe('Clients at one time.'),
    tunnelsPerUser: number('tunnelsPerUserMax').describe('Tunnels of one user at one time.'),
    nextHopConnections: number('nextHopConnectionsMax').describe('Connections to next hops.'),
  })
  .prefault({})
  .describe('Bounds of the proxy.')

/** As the engine is given them. */
export function engineLimits(section: LimitsSection): Partial<Limits> {
  return {
    headTimeoutMs: section.headTimeout.ms,
    idleTimeoutMs: section.idleTimeout.ms,
    bodyTimeoutMs: section.bodyTimeout.ms,
    ...(section.body && { bodyBytesMax: section.body.octets }),
    heldBytesMax: section.held.octets,
    heldInAllBytesMax: section.heldInAll.octets,
    nameTimeoutMs: section.nameTimeout.ms,
    connectTimeoutMs: section.connectTimeout.ms,
    responseTimeoutMs: section.responseTimeout.ms,
    relayTimeoutMs: section.relayTimeout.ms,
    tunnelIdleTimeoutMs: section.tunnelIdleTimeout.ms,
    clientConnectionsMax: section.clientConnections,
    tunnelsPerUserMax: section.tunnelsPerUser,
    nextHopConnectionsMax: section.nextHopConnections,
  }
}

function time(name: keyof Limits) {
  return duration().prefault(`${DEFAULT_LIMITS[name] / 1000}s`)
}

function held(name: 'heldBytesMax' | 'heldInAllBytesMax') {
  return size().prefault(`${DEFAULT_LIMITS[name] / 2 ** 20}MiB`)
}

function number(name: keyof Limits) {
  return count(1, 1_000_000).default(DEFAULT_LIMITS[name])
}
