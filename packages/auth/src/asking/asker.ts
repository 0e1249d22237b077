import type { Challenge } from '@hopwise/http'
import type { ClientScheme, LoginQuestion, Session } from '../scheme.ts'
import { CLIENT_SCHEMES } from '../schemes.ts'
import type { Tools } from '../serve-settings.ts'
import { type AskedFor, Attempt } from './attempt.ts'
import { Errands } from './errands.ts'
import { SecretVersions } from './secret-versions.ts'

/**
 * The asking side of one protection space (RFC 9110 §11.5): one proxy, or one realm of one origin. It
 * remembers what was accepted there, what was refused, and the session that goes on. One asker for
 * each proxy (and each set of credentials for it), kept for as long as the proxy is used.
 *
 * It has no IO. A request goes like this, for a proxy:
 *
 *     const attempt = asker.begin({ method, target })
 *     let credentials = await drive(attempt.open(), answers)      // 'bare' unless learnt before
 *     for (;;) {
 *       response = … send the request, with credentials.value if there are any …
 *       if (response.status !== 407) break
 *       credentials = await answerChallenges(attempt, challengeValues, answers)
 *       if (credentials.kind === 'give-up') … the 407 is the outcome, with reasons …
 *     }
 *     const confirmation = attempt.settle(response.status, infoValues)
 *
 * and ends in `attempt.abandon()` on every path that does not reach `settle` (use `finally`: after
 * `settle` or a give-up it does nothing). `answers` are who knows logins, tokens and tickets for this
 * protection space and no other: see `Needs`.
 */
export interface Asker {
  /** Those that may be answered. */
  readonly schemes: readonly ClientScheme[]
  /** One request and its repetitions. */
  begin(asked: AskedFor): Attempt
  /**
   * Whether requests carry credentials before they are asked for. True after a success, until the
   * credentials are refused.
   */
  readonly isPreemptive: boolean
  /**
   * Whether the success was one of a scheme that signs a connection in. A signed-in connection needs
   * no credentials any more: requests on it are sent bare, without `open`.
   */
  readonly signsConnectionIn: boolean
  /** Forgets what was learnt, for a proxy that is not the same any more. Refusals are kept. */
  forget(): void
}

export interface AskerOptions {
  readonly tools: Tools
  /** Those that may be answered; all that there are unless said. The strongest possible is taken. */
  readonly schemes?: readonly ClientScheme[] | undefined
}

export function createAsker(options: AskerOptions): Asker {
  return new ProtectionSpace(options)
}

/** What a success leaves for the next request. */
export interface Learnt {
  readonly client: ClientScheme
  /** The one that was answered, without what was only about that moment. */
  readonly challenge: Challenge
  /** Absent where a scheme answers its challenge anew, and where sessions are a connection's. */
  readonly session: Session | undefined
  /** Of the secret; absent where there was none, as with tickets. */
  readonly version: string | undefined
  /** All that the next answer takes, where that is a login. */
  readonly question: LoginQuestion | undefined
}

export class ProtectionSpace implements Asker {
  readonly tools: Tools
  readonly schemes: readonly ClientScheme[]
  readonly versions: SecretVersions
  readonly errands = new Errands()
  learnt: Learnt | undefined

  constructor({ tools, schemes }: AskerOptions) {
    this.tools = tools
    this.schemes = schemes ?? CLIENT_SCHEMES
    this.versions = new SecretVersions(tools)
  }

  get isPreemptive(): boolean {
    return this.learnt !== undefined
  }

  get signsConnectionIn(): boolean {
    return this.learnt?.client.bindsConnection ?? false
  }

  begin(asked: AskedFor): Attempt {
    return new Attempt(this, asked)
  }

  forget(): void {
    this.learnt = undefined
  }
}
