import { Fault } from '@hopwise/journal'
import type { Parent } from '../../core/parents/parent.ts'
import { connectHead } from '../../core/parents/parent-head.ts'
import type { ForwardRequest, TunnelRequest } from '../../core/receive.ts'
import type { Afterwards } from '../client-connection.ts'
import { endWithClient } from '../client-gone.ts'
import type { Scene } from '../refuse.ts'
import { relay } from '../relay.ts'
import { openTunnel, type Reached } from '../tunnel.ts'
import { connectParent } from './connect-parent.ts'
import { converse, type Told } from './converse.ts'
import { openParent } from './open-parent.ts'
import { readHead } from './read-head.ts'
import { recheckOf } from './recheck.ts'
import { connectSocks } from './socks-connect.ts'

/** CONNECT through a parent: when it has said yes, octets pass as they do otherwise. */
export async function tunnelVia(
  scene: Scene,
  request: TunnelRequest,
  user: string,
  parent: Parent,
): Promise<Afterwards> {
  const reaching = parent.address.scheme === 'socks5' ? reachBySocks : reachByConnect
  try {
    return await openTunnel(scene, request, user, () => reaching(scene, request, parent))
  } catch (error) {
    if (!(error instanceof ForClient)) throw error
    return await relayChallenge(scene, request, error.told)
  }
}

/** A 407 for the client itself, whose credentials the parent gets. */
class ForClient extends Error {
  readonly told: Told

  constructor(told: Told) {
    super('the parent asks the client for credentials')
    this.told = told
  }
}

async function reachBySocks(
  { exchange, engine }: Scene,
  { target }: TunnelRequest,
  parent: Parent,
): Promise<Reached> {
  const connection = await connectSocks(parent, target, exchange, engine)
  return { socket: connection.socket, read: connection.detach() }
}

async function reachByConnect(
  scene: Scene,
  request: TunnelRequest,
  parent: Parent,
): Promise<Reached> {
  const { client } = scene
  try {
    const told = await askToConnect(scene, request, parent)
    const { head, nextHop } = told
    // RFC 9110 §9.3.6: any 2xx is a yes, and whatever its fields say, what follows is the tunnel's.
    if (head.status < 300) {
      scene.exchange.receivedStatus = undefined
      const { connection } = nextHop
      return { socket: connection.socket, read: connection.detach() }
    }
    scene.exchange.receivedStatus = head.status
    if (head.status === 407) throw new ForClient(told)
    nextHop.connection.destroy()
    throw refusal(head.status, scene, request, parent)
  } finally {
    client.connection.onClose = undefined
  }
}

function askToConnect(scene: Scene, request: TunnelRequest, parent: Parent): Promise<Told> {
  const { exchange, engine, client } = scene
  return converse({
    parent,
    engine,
    exchange,
    asked: { method: 'CONNECT', target: request.head.target },
    clientFields: request.head.fields,
    repeats: 'always',
    connect: (wanted) =>
      connectParent(scene, parent, parent.key, wanted, () => openParent(parent, exchange, engine)),
    send(nextHop, credentials) {
      const { connection } = nextHop
      endWithClient(client.connection, nextHop)
      connection.put(connectHead(request, engine.name, credentials))
      connection.flush()
    },
    read: (nextHop) => readHead(nextHop, parent.label, engine),
    recheck: recheckOf(scene, parent),
  })
}

function refusal(
  status: number,
  { exchange }: Scene,
  { head }: TunnelRequest,
  { label, refusals }: Parent,
): Fault {
  const isKept = refusals === 'keep-status' && status >= 400 && !NEEDS_MORE.has(status)
  // A loop is one for everybody on it.
  if (isKept || status === LOOP) exchange.keptStatus = status
  const detail = `the parent proxy ${label} answered ${status} to CONNECT ${head.target}`
  return new Fault('PARENT_REFUSED', detail)
}

/**
 * The client signs in with the next CONNECT on this connection. What it has sent behind this one was
 * meant for the tunnel and must not be read as a request (RFC 9931 §8): then the connection ends.
 */
async function relayChallenge(
  scene: Scene,
  request: TunnelRequest,
  { head, nextHop }: Told,
): Promise<Afterwards> {
  const { connection } = request
  const close = connection.close || scene.client.connection.hasHeld
  const { host, port } = request.target
  const asked: ForwardRequest = {
    ...request,
    kind: 'forward',
    target: {
      form: 'absolute',
      scheme: 'http',
      authority: request.head.target,
      host,
      port,
      path: '/',
      isBare: true,
    },
    origin: `${host}:${port}`,
    connection: { ...connection, close },
  }
  try {
    return await relay(scene, asked, nextHop, head)
  } catch (error) {
    nextHop.connection.destroy()
    throw error
  }
}

/** RFC 5842 §7.2. */
const LOOP = 508
/** They need fields that say more (RFC 9110 §15.5.2, §15.5.6, §15.5.8, §15.5.22). */
const NEEDS_MORE: ReadonlySet<number> = new Set([401, 405, 407, 426])
