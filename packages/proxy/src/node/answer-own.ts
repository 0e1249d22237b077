import type { Accepted } from '@hopwise/auth'
import { field, valuesOf } from '@hopwise/http'
import { Fault, redactedTarget } from '@hopwise/journal'
import { admit } from '../core/admit.ts'
import { ownAnswer } from '../core/answer.ts'
import { isAskedByOwnName } from '../core/pages/asked-by-own-name.ts'
import { type About, ownPage, type Page, type Visitor } from '../core/pages/index.ts'
import type { ForwardRequest, Request, TunnelRequest } from '../core/receive.ts'
import { OWN_ORIGIN } from '../core/route.ts'
import type { Afterwards } from './client-connection.ts'
import { aboutOf, type Scene, send } from './refuse.ts'

/**
 * Origin-form: somebody has opened the proxy itself, as if it were a website. Anybody may; but what a
 * relay says of its owner and of the way out is for those it serves, and not for sites that a browser of
 * theirs has open.
 */
export async function answerOwn(scene: Scene, request: Request, path: string): Promise<Afterwards> {
  const { client, engine } = scene
  const { method, fields } = request.head
  if (engine.relay !== undefined) {
    await checkServed(scene, request)
    if (!isAskedByOwnName(fields, client.ownAddress)) {
      throw new Fault('PAGE_NOT_FOUND', 'a relay shows its pages by its own address only')
    }
  }
  return answerPage(scene, method, path, { kind: 'anonymous' })
}

/** As for whatever is asked for through it. */
async function checkServed({ exchange, client }: Scene, { head }: Request): Promise<void> {
  exchange.enter('authenticate', performance.now())
  const { method, target, fields } = head
  const authenticator = client.entrance.access.authenticatorFor(OWN)
  exchange.authenticator = authenticator
  const credentials = valuesOf(fields, 'proxy-authorization')
  const asked = { method, target, peer: client.peer }
  const admission = admit(await authenticator.authenticate(credentials, asked))
  exchange.judged(admission)
  if (admission.kind === 'refused') throw new Fault(admission.fault, admission.detail)
}

/** The origin that the proxy is to its users, reached through itself. */
export function answerVirtual(
  scene: Scene,
  request: ForwardRequest | TunnelRequest,
  accepted: Accepted,
): Promise<Afterwards> {
  const { exchange, client, engine } = scene
  const { user, scheme } = accepted
  const path = request.kind === 'forward' ? request.target.path : '/'
  const guard = engine.egress.allowPrivate ? RULES_OPEN : RULES_GUARDED
  const rules = [...client.entrance.access.policy.describe(accepted), ...guard]
  const visitor: Visitor = { kind: 'known', user, scheme, client: exchange.client, rules }
  return answerPage(scene, request.head.method, path, visitor)
}

async function answerPage(
  scene: Scene,
  method: string,
  path: string,
  visitor: Visitor,
): Promise<Afterwards> {
  if (method === 'OPTIONS') {
    const allow = field('Allow', 'GET, HEAD, OPTIONS')
    return send(scene, ownAnswer(204, [allow], undefined, scene.engine.name), 'answered')
  }
  if (method !== 'GET' && method !== 'HEAD') {
    throw new Fault('METHOD_NOT_ALLOWED', `the proxy's own pages do not know ${method}`)
  }
  const about = aboutOf(scene)
  const page = ownPage(path, visitor, about) ?? (await registryPage(path, about))
  if (page === undefined)
    throw new Fault('PAGE_NOT_FOUND', `the proxy has no page ${redactedTarget(path)}`)
  return send(scene, ownAnswer(200, [], page, scene.engine.name), 'answered')
}

/** The registry with its texts is a megabyte and more: it is read when somebody asks for it. */
async function registryPage(path: string, about: About): Promise<Page | undefined> {
  if (!/^\/codes(?:[/?]|$)/.test(path)) return undefined
  const { codesPage } = await import('../core/pages/codes/index.ts')
  return codesPage(path, about)
}

const OWN = { host: OWN_ORIGIN, port: 80 }
const RULES_GUARDED: readonly string[] = [
  'destinations on public addresses are allowed',
  'loopback, private, link-local and metadata addresses are refused',
]
const RULES_OPEN: readonly string[] = [
  'destinations on public, private and loopback addresses are allowed',
  'metadata addresses are refused',
]
