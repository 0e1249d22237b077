import type { Conversation, Peer } from '../../asked.ts'
import type { ContextStep } from '../../flow.ts'
import type { ContextAcceptor } from '../../sources.ts'
import { createVerifications, type VerificationLimits } from '../../verifications.ts'
import { adviceFor } from './advice.ts'
import type { AcceptingContext, KerberosLibrary } from './load-kerberos.ts'

export interface KerberosOptions {
  readonly library: Pick<KerberosLibrary, 'initializeServer'>
  /** `HTTP@proxy.example`, or empty: any key in the keytab will do. */
  readonly service: string
  /**
   * Users of this realm go by their name alone; those of others, whom this realm trusts, by their whole
   * principal. Without it everybody does.
   */
  readonly realm?: string | undefined
  readonly limits?: VerificationLimits | undefined
}

/**
 * Kerberos by the system's library. The keytab is the one that the library finds: `KRB5_KTNAME` of this
 * process, else the system's own.
 */
export function createKerberosAcceptor(options: KerberosOptions): ContextAcceptor {
  const { library, service, realm, limits } = options
  const steps = createVerifications<ContextStep>(limits)
  let count = 0

  async function step(handshake: Handshake, token: string, peer: Peer): Promise<ContextStep> {
    const context = handshake.context ?? (await begin())
    if ('kind' in context) return context
    handshake.context = context
    try {
      await context.step(token)
      const response = context.response ?? ''
      if (context.contextComplete) return established(context.username, response, realm)
      if (++handshake.rounds >= ROUNDS_MAX) return TOO_MANY_ROUNDS
      peer.conversation = handshake
      return { kind: 'continue', token: response }
    } catch (error) {
      const { whose, text } = adviceFor(messageOf(error))
      return { kind: whose === 'ours' ? 'unavailable' : 'rejected', detail: text }
    }
  }

  /** Without a key of our own nobody can sign in, whatever they send. */
  async function begin(): Promise<AcceptingContext | ContextStep> {
    try {
      return await library.initializeServer(service)
    } catch (error) {
      return { kind: 'unavailable', detail: adviceFor(messageOf(error)).text }
    }
  }

  return {
    name: 'kerberos',
    async accept(_scheme, token, peer) {
      const handshake = underWay(peer, steps) ?? new Handshake(steps)
      peer.conversation = undefined
      return (await steps.run(String(count++), () => step(handshake, token, peer))) ?? TOO_BUSY
    },
  }
}

/** What lasts from one round to the next. The native context goes with it. */
class Handshake implements Conversation {
  readonly scheme = 'negotiate'
  /** Whose it is: another acceptor wants another service, perhaps, or knows users by other names. */
  readonly of: object
  context: AcceptingContext | undefined
  rounds = 0

  constructor(of: object) {
    this.of = of
  }

  end(): void {
    this.context = undefined
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function underWay({ conversation }: Peer, of: object): Handshake | undefined {
  return conversation instanceof Handshake && conversation.of === of ? conversation : undefined
}

function established(principal: string, token: string, realm: string | undefined): ContextStep {
  const suffix = `@${realm}`
  const user =
    realm !== undefined && principal.endsWith(suffix)
      ? principal.slice(0, -suffix.length)
      : principal
  return { kind: 'established', user, token }
}

/** SPNEGO with Kerberos takes one round, two where the client guessed the mechanism wrong. */
const ROUNDS_MAX = 4
const TOO_MANY_ROUNDS: ContextStep = {
  kind: 'rejected',
  detail: `the handshake was not over after ${ROUNDS_MAX} rounds`,
}
const TOO_BUSY: ContextStep = { kind: 'unavailable', detail: 'too many tickets wait to be checked' }
