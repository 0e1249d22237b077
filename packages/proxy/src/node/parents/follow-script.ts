import { formatAuthority } from '@hopwise/http'
import { Fault } from '@hopwise/journal'
import { hopsOf, type ScriptedWay } from '../../core/parents/way-script.ts'
import type { ForwardRequest, TunnelRequest } from '../../core/receive.ts'
import type { Afterwards } from '../client-connection.ts'
import type { Scene } from '../refuse.ts'
import { followChain, followHops } from './follow-chain.ts'

/** Asks a script for the way of a request, and sends it there. */
export async function followScript(
  scene: Scene,
  request: ForwardRequest | TunnelRequest,
  way: ScriptedWay,
): Promise<Afterwards> {
  const { exchange } = scene
  exchange.script = way.script.name
  const answer = await way.script.ask(askedUrl(request))
  const chosen = hopsOf(answer, way, performance.now())
  switch (chosen.kind) {
    case 'hops':
      return await followHops(scene, request, chosen.hops)
    case 'otherwise':
      return chosen.way === 'direct'
        ? await followHops(scene, request, ['direct'])
        : await followChain(scene, request, chosen.way)
    case 'none':
      throw new Fault(FAULTS[chosen.why], chosen.detail)
    default:
      return chosen satisfies never
  }
}

/**
 * Without path and query, which a script could pass on by the names that it looks up, and so that
 * answers are few enough to be remembered. What a tunnel carries is not known: mostly https.
 */
function askedUrl({ kind, target: { host, port } }: ForwardRequest | TunnelRequest): string {
  return `${kind === 'tunnel' ? 'https' : 'http'}://${formatAuthority(host, port)}/`
}

const FAULTS = { unavailable: 'PAC_UNAVAILABLE', unusable: 'PAC_UNUSABLE' } as const
