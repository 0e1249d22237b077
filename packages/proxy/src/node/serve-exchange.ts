import { valuesOf } from '@hopwise/http'
import { Fault } from '@hopwise/journal'
import type { Access, Destination } from '../core/access.ts'
import { type Admission, admit } from '../core/admit.ts'
import type { ForwardRequest, Request, TunnelRequest } from '../core/receive.ts'
import { chooseRoute, type Route } from '../core/route.ts'
import { answerOwn, answerVirtual } from './answer-own.ts'
import { checkAuthorized } from './check-authorized.ts'
import type { Afterwards, ClientConnection } from './client-connection.ts'
import { forward } from './forward.ts'
import { RequestContent } from './held-content.ts'
import { followChain } from './parents/follow-chain.ts'
import { followScript } from './parents/follow-script.ts'
import { refuse, type Scene } from './refuse.ts'
import { refuseLate } from './refuse-late.ts'
import { openTunnel } from './tunnel.ts'

/**
 * One request and its response, read top to bottom: receive → authenticate → authorize → route →
 * connect → forward → relay → record. Every path ends in one entry of the journal; what is thrown,
 * now or later, is for `fail`.
 */
export function serveExchange(scene: Scene, request: Request): Promise<Afterwards> {
  const { exchange, client } = scene
  if (request.kind === 'own') return answerOwn(scene, request, request.path)
  if (request.kind === 'forward' && isOwnAddress(request, client)) {
    return answerOwn(scene, request, request.target.path)
  }
  exchange.enter('authenticate', performance.now())
  const { access } = client.entrance
  if (access.needsAddresses?.(request.target) !== true) {
    return authenticate(scene, request, access, request.target)
  }
  // What held when it began may have been replaced meanwhile, and its stores been closed.
  return resolvedTarget(scene, request).then((to) =>
    authenticate(scene, request, client.entrance.access, to),
  )
}

/**
 * A name that does not resolve is nowhere special; that it does not is said to whoever may know. It is
 * not asked about again: next time it might lead to where other proofs are wanted.
 */
async function resolvedTarget(
  { exchange, engine }: Scene,
  { target: { host, port } }: ForwardRequest | TunnelRequest,
): Promise<Destination> {
  try {
    exchange.addresses = await engine.resolver.addressesForAnybody(host)
  } catch (error) {
    if (!(error instanceof Fault) || error.code === 'OVERLOADED') throw error
    exchange.unresolved = error
  }
  return { host, port, addresses: exchange.addresses }
}

function authenticate(
  scene: Scene,
  request: ForwardRequest | TunnelRequest,
  access: Access,
  destination: Destination,
): Promise<Afterwards> {
  const { exchange, client } = scene
  const authenticator = access.authenticatorFor(destination)
  exchange.authenticator = authenticator
  const { method, target, fields } = request.head
  const credentials = valuesOf(fields, 'proxy-authorization')
  const content = contentOf(scene, request)
  exchange.content = content
  const { peer } = client
  const verdict = authenticator.authenticate(credentials, { method, target, peer, content })
  // A remembered credential is judged at once: waiting for it would cost more than judging it.
  if (!(verdict instanceof Promise)) return proceed(scene, request, admit(verdict), access)
  const served = verdict.then((judged) => proceed(scene, request, admit(judged), access))
  return content === undefined ? served : served.finally(() => content.release())
}

/** What credentials may cover; there is nothing to read of a request without content. */
function contentOf({ client, engine }: Scene, request: Request): RequestContent | undefined {
  if (request.kind !== 'forward' || request.framing.kind === 'none') return undefined
  return new RequestContent(request, client.connection, engine)
}

/** Ends an exchange that threw: a fault is explained, anything else is a defect of ours. */
export function fail(scene: Scene, error: unknown): Promise<Afterwards> {
  if (error instanceof Fault) return refuse(scene, error)
  scene.engine.onBug(error)
  return refuse(scene, new Fault('INTERNAL_ERROR', 'a defect in the proxy ended this exchange'))
}

function proceed(
  scene: Scene,
  request: ForwardRequest | TunnelRequest,
  admission: Admission,
  access: Access,
): Promise<Afterwards> {
  const { exchange, engine } = scene
  exchange.judged(admission)
  if (admission.kind === 'refused') {
    const fault = new Fault(admission.fault, admission.detail)
    const { refused } = admission
    if (refused?.holdMs === undefined) return refuse(scene, fault)
    return refuseLate(scene, fault, refused, refused.holdMs)
  }
  const { accepted } = admission
  const route = chooseRoute(request, engine.name, access.routing, accepted)
  exchange.route = route.kind
  // Whoever is known may read who they are here and what applies to them.
  if (route.kind === 'own') return answerVirtual(scene, request, accepted)
  exchange.enter('authorize', performance.now())
  const checked = checkAuthorized(scene, request, accepted, access.policy)
  if (checked === undefined) return follow(route, scene, request)
  return checked.then(() => follow(route, scene, request))
}

function follow(
  route: Exclude<Route, { kind: 'own' }>,
  scene: Scene,
  request: ForwardRequest | TunnelRequest,
): Promise<Afterwards> {
  const { exchange, engine } = scene
  exchange.enter('route', performance.now())
  switch (route.kind) {
    case 'loop':
      throw new Fault('ROUTE_LOOP', `the request has passed ${engine.name} before`)
    case 'direct':
      return request.kind === 'tunnel'
        ? openTunnel(scene, request, exchange.user ?? '')
        : forward(scene, request)
    case 'parent':
      return followChain(scene, request, route.chain)
    case 'script':
      return followScript(scene, request, route.way)
    default:
      return route satisfies never
  }
}

/** Our own pages link to the address that the client reached us at, and its browser asks us for that too. */
function isOwnAddress({ target }: ForwardRequest, client: ClientConnection): boolean {
  return target.port === client.ownPort && target.host === client.ownHost
}
