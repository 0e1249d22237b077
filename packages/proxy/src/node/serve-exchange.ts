import { valuesOf } from '@hopwise/http'
import { Fault } from '@hopwise/journal'
import { type Admission, admit } from '../core/admit.ts'
import type { ForwardRequest, Request, TunnelRequest } from '../core/receive.ts'
import { chooseRoute } from '../core/route.ts'
import { answerOwn, answerVirtual } from './answer-own.ts'
import type { Afterwards, ClientConnection } from './client-connection.ts'
import type { Exchange } from './exchange.ts'
import { forward } from './forward.ts'
import { refuse, type Scene } from './refuse.ts'
import { openTunnel } from './tunnel.ts'

/**
 * One request and its response, read top to bottom: receive → authenticate → authorize → route →
 * connect → forward → relay → record. Every path ends in one entry of the journal; what is thrown,
 * now or later, is for `fail`.
 */
export function serveExchange(scene: Scene, request: Request): Promise<Afterwards> {
  const { exchange, client, engine } = scene
  if (request.kind === 'own') return answerOwn(scene, request.path)
  if (request.kind === 'forward' && isOwnAddress(request, client)) {
    return answerOwn(scene, request.target.path)
  }
  exchange.enter('authenticate', performance.now())
  const credentials = valuesOf(request.head.fields, 'proxy-authorization')
  const verdict = engine.authenticator.authenticate(credentials)
  // A remembered credential is judged at once: waiting for it would cost more than judging it.
  if (!(verdict instanceof Promise)) return proceed(scene, request, admit(verdict))
  return verdict.then((judged) => proceed(scene, request, admit(judged)))
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
): Promise<Afterwards> {
  const { exchange, engine } = scene
  note(exchange, admission)
  if (admission.kind === 'refused') {
    return refuse(scene, new Fault(admission.fault, admission.detail))
  }
  exchange.enter('route', performance.now())
  const route = chooseRoute(request, engine.name)
  exchange.route = route.kind
  switch (route.kind) {
    case 'loop':
      throw new Fault('ROUTE_LOOP', `the request has passed ${engine.name} before`)
    case 'own':
      return answerVirtual(scene, request, admission.user, admission.scheme)
    case 'direct':
      return request.kind === 'tunnel'
        ? openTunnel(scene, request, admission.user)
        : forward(scene, request)
    default:
      return route satisfies never
  }
}

/** Our own pages link to the address that the client reached us at, and its browser asks us for that too. */
function isOwnAddress({ target }: ForwardRequest, client: ClientConnection): boolean {
  return target.port === client.ownPort && target.host === client.ownHost
}

function note(exchange: Exchange, admission: Admission): void {
  exchange.user = admission.user
  exchange.scheme = admission.scheme
  if (admission.kind === 'refused') exchange.reason = admission.reason
}
