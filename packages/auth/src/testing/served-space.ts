import { createHash } from 'node:crypto'
import type { Peer } from '../asked.ts'
import { answerChallenges } from '../asking/answer-challenges.ts'
import type { Asker } from '../asking/asker.ts'
import type { GiveUp, Opening, Send } from '../asking/step.ts'
import { createAuthenticator } from '../authenticator.ts'
import type { PasswordCheck, TokenCheck } from '../credential-store.ts'
import { type Answers, drive, type Login } from '../flow.ts'
import { createRemembered } from '../remembered.ts'
import type { ClientNeed, Confirmation } from '../scheme.ts'
import { SCHEMES } from '../schemes.ts'
import { Secret } from '../secret.ts'
import type { ContextAcceptor } from '../sources.ts'
import type { Authenticator, Refused, Verdict } from '../verdict.ts'
import { createVerifications } from '../verifications.ts'
import { digestUsers } from './digest-users.ts'
import { toolsForTest } from './tools.ts'

/** Our own serving side as a protection space that can be asked without a network. */
export class ServedSpace {
  /** By name; change them as an operator would. */
  readonly users: Record<string, string>
  readonly tokens = new Set<string>()
  contexts: ContextAcceptor | undefined
  /** What was judged of each request that came, in order. */
  readonly verdicts: Verdict[] = []
  /** Targets that nobody may ask for: right credentials are answered with a 407, too, as Squid may do. */
  readonly denied = new Set<string>()
  /** How often credentials came that were refused, for whatever reason. */
  spent = 0
  /** A request waits here before it is judged. */
  hold: Promise<void> | undefined
  readonly #authenticator: Authenticator
  readonly #nowMs: () => number

  constructor(
    schemes: readonly string[],
    users: Record<string, string>,
    nowMs: () => number = () => 0,
  ) {
    this.users = users
    this.#nowMs = nowMs
    this.#authenticator = this.#serving(schemes)
  }

  /** What came of each verdict, briefly. */
  get seen(): readonly string[] {
    return this.verdicts.map((verdict) =>
      verdict.kind === 'refused' ? verdict.reason : verdict.kind,
    )
  }

  /** One request from its first sending to its last response. */
  async request(
    asker: Asker,
    answers: Answers<ClientNeed>,
    over: { readonly target?: string; readonly status?: number; readonly peer?: Peer } = {},
  ): Promise<Requested> {
    const asked = { method: 'GET', target: over.target ?? 'http://origin.example/a' }
    const peer = over.peer ?? { address: '127.0.0.1', conversation: undefined }
    const attempt = asker.begin(asked)
    const sent: (Opening | Send)[] = []
    let step: Opening | Send | GiveUp = await drive(attempt.open(), answers)
    for (;;) {
      sent.push(step)
      const values = step.kind === 'send' ? [step.value.reveal()] : []
      await this.hold
      const verdict = await this.#authenticator.authenticate(values, { ...asked, peer })
      this.verdicts.push(verdict)
      const isLetIn = verdict.kind === 'accepted' && !this.denied.has(asked.target)
      if (values.length > 0 && !isLetIn) this.spent++
      if (isLetIn) {
        const info = verdict.info === undefined ? [] : [verdict.info]
        return { sent, confirmation: attempt.settle(over.status ?? 200, info) }
      }
      const refusal = verdict.kind === 'refused' ? verdict : undefined
      step = await answerChallenges(attempt, this.#authenticator.challenges(refusal), answers)
      if (step.kind === 'give-up') return { sent, gaveUp: step }
    }
  }

  challenges(refusal?: Refused): readonly string[] {
    return this.#authenticator.challenges(refusal)
  }

  #serving(names: readonly string[]): Authenticator {
    const tools = toolsForTest(this.#nowMs)
    const settings = { realm: 'Test', tools }
    const { users, tokens } = this
    return createAuthenticator({
      schemes: names.map((name) => SCHEMES.get(name)!.serve(settings)),
      sources: {
        passwords: {
          name: 'fixed',
          version: () => Number.parseInt(sha256(JSON.stringify(users)).slice(0, 8), 16),
          check: async (username, password): Promise<PasswordCheck> =>
            users[username] === password.reveal()
              ? { kind: 'right', user: username }
              : { kind: 'wrong-password' },
        },
        verifications: createVerifications({}),
        digests: {
          name: 'fixed',
          version: () => 0,
          find: (name, realm, algorithm) => digestUsers(users).find(name, realm, algorithm),
        },
        tokens: {
          name: 'fixed',
          version: () => 0,
          check: async (token): Promise<TokenCheck> =>
            tokens.has(token.reveal())
              ? { kind: 'right', user: 'bearer of it' }
              : { kind: 'token-unknown' },
        },
        contexts: {
          name: 'scripted',
          accept: (scheme, token, peer) => this.contexts!.accept(scheme, token, peer),
        },
      },
      remembered: createRemembered({ nowMs: () => 0, lifetimeMs: 0 }),
      fingerprint: sha256,
    })
  }
}

export interface Requested {
  readonly sent: readonly (Opening | Send)[]
  readonly gaveUp?: GiveUp
  readonly confirmation?: Confirmation
}

/** Whoever knows one login, one token, and no tickets. `current` may be changed. */
export class Knows implements Answers<ClientNeed> {
  login: Login | undefined
  token: Secret | undefined
  asked = 0

  constructor(username?: string, password = '', token?: string) {
    if (username !== undefined) this.change(username, password)
    this.token = token === undefined ? undefined : new Secret(token)
  }

  change(username: string, password: string): void {
    this.login = { username, password: new Secret(password) }
  }

  readonly 'find-login': Answers<'find-login'>['find-login'] = () => {
    this.asked++
    return this.login
  }
  readonly 'find-token': Answers<'find-token'>['find-token'] = () => this.token
  'initiate-context': Answers<'initiate-context'>['initiate-context'] = () => ({
    kind: 'declined',
    detail: 'no ticket',
  })
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
