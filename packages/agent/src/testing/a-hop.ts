import { type Answers, type ClientNeed, Secret } from '@hopwise/auth'
import { AGENT_LIMITS, type AgentLimits } from '../core/limits.ts'
import { Hop } from '../node/hop.ts'

/** A proxy on loopback, and alice who may use it. */
export function aHop(
  port: number,
  limits: Partial<AgentLimits> = {},
  answers: Partial<Answers<ClientNeed>> = {},
): Hop {
  return new Hop({
    proxy: { scheme: 'http', host: '127.0.0.1', port },
    limits: { ...AGENT_LIMITS, ...limits },
    answers: {
      'find-login': () => ({ username: 'alice', password: new Secret('opensesame') }),
      'find-token': () => undefined,
      'initiate-context': () => ({ kind: 'declined', detail: 'kinit' }),
      ...answers,
    },
  })
}

/** `Basic` of alice, as a client sends it. */
export const ALICE_BASIC: string = `Basic ${btoa('alice:opensesame')}`
