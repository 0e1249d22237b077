import type { Socket } from 'node:net'
import { type Attempt, answerChallenges, type GiveUp, type Send } from '@hopwise/auth'
import { channelBindingOf, isTrialInTime } from '@hopwise/auth/node'
import { ProxyFault } from '../core/proxy-fault.ts'
import type { Hop } from './hop.ts'

export interface Challenged {
  readonly hop: Hop
  readonly attempt: Attempt
  /** The values of `Proxy-Authenticate`. */
  readonly challenges: readonly string[]
  /** By which they came, where that is known. */
  readonly socket?: Socket | undefined
}

/**
 * What to answer a proxy. Credentials that are in doubt are first tried on a tunnel that they have been
 * good for.
 *
 * @param open makes a tunnel
 */
export function answerChallenge(
  { hop, attempt, challenges, socket }: Challenged,
  open: OpenTunnel,
): Promise<Send | GiveUp> {
  return answerChallenges(attempt, challenges, hop.answers, {
    channelBinding: socket && channelBindingOf(socket),
    recheck: (target) => recheck(hop, target, open),
    isInTime: isTrialInTime,
  })
}

type OpenTunnel = (hop: Hop, target: string) => Promise<Socket>

/**
 * Asks for such a tunnel and closes it. After that the credentials are in doubt no more, or refused. Who
 * asks meanwhile shares the answer.
 */
async function recheck(hop: Hop, target: string, open: OpenTunnel): Promise<void> {
  hop.recheck ??= tryTunnel(hop, target, open).finally(() => {
    hop.recheck = undefined
  })
  await hop.recheck
}

async function tryTunnel(hop: Hop, target: string, open: OpenTunnel): Promise<void> {
  try {
    const socket = await open(hop, target)
    socket.destroy()
  } catch (error) {
    // Whoever wanted to know asks once more, and hears what there is to hear.
    if (!(error instanceof ProxyFault)) throw error
  }
}
