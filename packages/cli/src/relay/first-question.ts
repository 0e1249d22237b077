import { once } from 'node:events'
import { type ClientRequest, request } from 'node:http'
import type { Entry } from '@hopwise/journal'
import type { ListenAddress } from '@hopwise/proxy'

/**
 * What a relay asks its first parent when it has started, so that a wrong password is known before it is
 * missed. A request like any other, by the relay's own ways: the password is spent once, not twice. The name
 * leads nowhere (RFC 6761 §6.4). Not OPTIONS with Max-Forwards 0, which Squid answers to everybody.
 */
export class FirstQuestion {
  readonly #waitMs: number
  #isOpen = true
  #asking: ClientRequest | undefined

  /** @param waitMs for an answer */
  constructor(waitMs: number = WAIT_MS) {
    this.#waitMs = waitMs
  }

  /** Puts it to the relay that listens there; it has ended when this resolves. */
  async put({ host, port }: ListenAddress): Promise<void> {
    const asking = request({
      ...{ host, port, agent: false, method: 'HEAD', path: TARGET, timeout: this.#waitMs },
      headers: { Host: new URL(TARGET).host },
    })
    this.#asking = asking
    asking.once('timeout', () => this.withdraw())
    asking.end()
    try {
      const [response] = await once(asking, 'response')
      response.resume()
      await once(response, 'close')
    } catch {
      // Withdrawn, or the relay is being ended: what became of it stands in its entry.
    }
  }

  /** Nobody wants to know any more. By a reset: an end would be waited behind. */
  withdraw(): void {
    this.#asking?.socket?.resetAndDestroy()
  }

  /** Whether this is it: nobody asked for it, so it is no exchange for the journal. */
  is({ target }: Entry): boolean {
    return this.#isOpen && target === TARGET
  }

  /** What it has shown, as a sentence for whoever started the relay; undefined for nothing, or nothing new. */
  learnt({ parent, fault, detail = '', outcome, status }: Entry): string | undefined {
    this.#isOpen = false
    if (parent === undefined) return undefined
    // One that allows certain sites only may have said so before it looked who asks.
    if (status === 403) return undefined
    if (fault === undefined ? outcome === 'relayed' : fault === 'PARENT_REFUSED') {
      return `asked once: the parent proxy ${parent} lets this relay in`
    }
    const advice = ADVICE[fault ?? '']
    return advice && `asked once: ${detail}. ${advice}`
  }
}

const TARGET = 'http://hopwise-relay.invalid/'
/**
 * A no comes at once. Behind a parent that looks for the name in vain for long, the first requests would
 * wait for the verdict on the password.
 */
const WAIT_MS = 3_000
/** That a parent cannot be reached is said wherever it is noticed. */
const ADVICE: Readonly<Record<string, string>> = {
  PARENT_CREDENTIALS_REJECTED:
    'Nothing is sent again until the password changes: correct its file, or end this relay and start it anew.',
  PARENT_CHALLENGE_UNANSWERABLE: 'Start it with --user NAME, or with a Kerberos ticket.',
  PARENT_CHALLENGE_INVALID: 'See what it says: --test.',
  PARENT_ANSWER_INVALID: 'Is it a proxy? See what it says: --test.',
}
