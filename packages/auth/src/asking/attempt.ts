import { type Challenge, type ParsedChallenges, parseChallenges } from '@hopwise/http'
import { type Choice, chooseAnswer } from '../choose.ts'
import { ask, type Flow, type Login } from '../flow.ts'
import type {
  Answer,
  Answered,
  ClientNeed,
  ClientScheme,
  Confirmation,
  LoginQuestion,
  Requested,
} from '../scheme.ts'
import type { ProtectionSpace } from './asker.ts'
import { guarded, newTrace, type Spending, type Trace } from './guarded.ts'
import { lasting } from './lasting-challenge.ts'
import { isRefusal, Refusals } from './refusals.ts'
import type { Sent } from './sent.ts'
import type { GiveUp, GiveUpReason, Opening, Send, Step, Unanswered } from './step.ts'
import { goesOn, tellsAcceptance } from './verdict-on-sent.ts'

/** The request that credentials are for; of content only what is known before it is sent. */
export type AskedFor = Omit<Requested, 'tools' | 'session' | 'channelBinding'>

/** One request and its repetitions, from the first sending to a response that is not a challenge. */
export class Attempt {
  readonly #space: ProtectionSpace
  readonly #asked: AskedFor
  #sent: Sent | undefined
  /** Made when there is one: most requests have none. */
  #refusals: Refusals | undefined
  #isImpatient = false
  #rounds = 0

  constructor(space: ProtectionSpace, asked: AskedFor) {
    this.#space = space
    this.#asked = asked
  }

  /** How many challenges there were. */
  get rounds(): number {
    return this.#rounds
  }

  /**
   * What to send first: `bare` until there was a success in this protection space. Not for a connection
   * that is signed in already. A secret that has changed since is not spent before it is asked for.
   */
  *open(): Flow<Opening, ClientNeed> {
    const { learnt, versions } = this.#space
    if (learnt === undefined) return BARE
    const { client, challenge } = learnt
    const trace = newTrace()
    const flow = learnt.session
      ? answerInSession(learnt.session.scheme, challenge, () => this.#renew())
      : client.answer(challenge, this.#requested())
    const run = yield* guarded(flow, versions, this.#spending, trace)
    if (run.kind === 'wait' || run.value.kind === 'declined') return BARE
    const version = trace.given.get(client.name)
    if (version !== learnt.version) return BARE
    return this.#send(client, challenge, run.value, version, 'unasked')
  }

  /** All that `open` would ask for, where that is a login: for `openWith`. */
  get question(): LoginQuestion | undefined {
    return this.#space.learnt?.question
  }

  /** What `open` comes to when nothing has changed, without a flow; undefined: go through `open`. */
  openWith(login: Login): Opening | undefined {
    const { learnt, versions } = this.#space
    if (learnt?.client.ofLogin === undefined) return undefined
    const version = versions.ofLogin(login)
    if (version !== learnt.version || !versions.isTrusted(version)) return undefined
    const answer = learnt.client.ofLogin.answer(login)
    if (answer.kind === 'declined') return undefined
    return this.#send(learnt.client, learnt.challenge, answer, version, 'unasked')
  }

  /**
   * What to do about a response that is a challenge, given the values of all lines of
   * `Proxy-Authenticate` or `WWW-Authenticate`. After `wait` it is called with the same again:
   * `answerChallenges` does so.
   *
   * @param channelBinding of the connection that they came by: see `Requested`
   */
  *challenged(values: readonly string[], channelBinding?: Uint8Array): Flow<Step, ClientNeed> {
    const offered = parseChallenges(values)
    this.#judge(offered)
    this.#rounds++
    const problem = this.#unanswerable(offered)
    if (problem) return this.#giveUp(problem, offered, [])
    const schemes = this.#space.schemes.filter(({ name }) => !this.#refused.isSpent(name))
    const trace = newTrace()
    const flow = chooseAnswer(offered, schemes, { ...this.#requested(), channelBinding })
    const run = yield* guarded(flow, this.#space.versions, this.#spending, trace)
    if (run.kind === 'wait') {
      this.#rounds--
      return run
    }
    return this.#follow(run.value, offered, trace)
  }

  /**
   * Whether a response with these challenges would be a no to credentials that were accepted before and
   * sent unasked. A proxy's own 407 says that for sure only where nobody else can have sent it: in
   * absolute-form it may be an origin's.
   */
  wouldBeRefused(values: readonly string[]): boolean {
    const sent = this.#sent
    return sent?.isPreemptive === true && !goesOn(sent.client.name, parseChallenges(values))
  }

  /**
   * Whether a response with these challenges would be a no to a whole handshake. If it is somebody else's no,
   * the connection is signed in: it can be asked.
   */
  wouldEndHandshake(values: readonly string[]): boolean {
    const sent = this.#sent
    if (!sent?.isProof || !sent.client.bindsConnection) return false
    return !goesOn(sent.client.name, parseChallenges(values))
  }

  /** It has waited long enough for what becomes of others' trials, and may try beside them. */
  hurry(): void {
    this.#isImpatient = true
  }

  /** The connection of a handshake is gone: the next challenge is answered from the beginning. */
  connectionLost(): void {
    if (this.#sent?.client.bindsConnection) this.#drop()
  }

  /**
   * The response is not a challenge: what it says about the credentials that were sent. `wrong` means
   * that whoever answered does not know the secret and only claims to be the proxy or origin.
   *
   * @param info the values of `Proxy-Authentication-Info` or `Authentication-Info`
   * @param content all of the response's content, where that is known
   */
  settle(status: number, info: readonly string[] = [], content?: Uint8Array): Confirmation {
    const sent = this.#sent
    if (sent === undefined) return 'absent'
    const confirmation = sent.answer.confirm?.(info, content) ?? 'absent'
    if (confirmation === 'wrong') this.#space.forget()
    else if (tellsAcceptance(status)) this.#learn(sent)
    this.#drop()
    return confirmation
  }

  /** It ends without a response, or with one that nobody looks at. Again and again does no harm. */
  abandon(): void {
    this.#drop()
  }

  get #errand(): string {
    return this.#space.errands.of(this.#asked)
  }

  get #spending(): Spending {
    return { by: this, errand: this.#errand, isImpatient: this.#isImpatient }
  }

  #requested(): Requested {
    const session = this.#sent?.answer.session ?? this.#space.learnt?.session
    return { ...this.#asked, tools: this.#space.tools, session }
  }

  #renew(): Answer {
    return this.#space.learnt?.session?.answer(this.#requested()) ?? DECLINED
  }

  get #refused(): Refusals {
    this.#refusals ??= new Refusals(this.#space.versions)
    return this.#refusals
  }

  /** What the challenges say about the credentials that they are the answer to. */
  #judge(offered: ParsedChallenges): void {
    const sent = this.#sent
    if (sent === undefined || goesOn(sent.client.name, offered)) return
    if (this.#space.learnt?.client === sent.client) this.#space.forget()
    if (sent.isProof) this.#refused.note(sent, this.#errand)
    // A handshake that nobody has asked for may be one that is not understood: it has another try.
    else if (!sent.isPreemptive) this.#refused.spend(sent)
    this.#drop()
  }

  #unanswerable({ challenges, problems }: ParsedChallenges): GiveUpReason | undefined {
    if (challenges.length === 0) {
      // What was refused needs no challenge to be so.
      if (this.#refused.latest) return this.#refused.latest
      return problems.length === 0 ? 'challenge-missing' : 'challenge-malformed'
    }
    return this.#rounds > ROUNDS_MAX ? 'too-many-rounds' : undefined
  }

  #follow(choice: Choice, offered: ParsedChallenges, trace: Trace): Step {
    const passedOver = choice.passedOver.map((over) => this.#refused.explained(over, trace))
    const sent = this.#sent
    // The round that came is none that could still be answered: it stands for a no.
    if (sent && passedOver.some((over) => over.scheme === sent.client.name && isRefusal(over))) {
      this.#refused.note(sent, this.#errand)
      this.#drop()
    }
    if (choice.kind === 'unanswerable') {
      const reason = this.#refused.reasonIn(trace) ?? 'unanswerable'
      const recheck = reason === 'refused-since' ? this.#refused.recheck(trace) : undefined
      return { ...this.#giveUp(reason, offered, passedOver), recheck }
    }
    const client = this.#space.schemes.find(({ name }) => name === choice.scheme)!
    const challenge = answeredOf(offered, choice.scheme)
    const version = trace.given.get(client.name) ?? this.#versionOfSession(choice)
    return { ...this.#send(client, challenge, choice, version), passedOver }
  }

  /** An answer that asked nobody for a secret has used the one of its session. */
  #versionOfSession({ session }: Answered): string | undefined {
    if (session === undefined) return undefined
    return session.scheme === this.#sent?.client.name
      ? this.#sent.version
      : this.#space.learnt?.version
  }

  #send(
    client: ClientScheme,
    challenge: Challenge,
    answer: Answered,
    version: string | undefined,
    occasion?: 'unasked',
  ): Send {
    const isUnderWay = client.bindsConnection === true && challenge.kind === 'token68'
    if (version !== undefined) this.#space.versions.beginTrial(version, this)
    const isProof = isUnderWay || !client.bindsConnection || version === undefined
    const isPreemptive = occasion === 'unasked'
    this.#sent = { client, challenge, answer, version, isProof, isPreemptive }
    return {
      kind: 'send',
      value: answer.value,
      scheme: client.name,
      connection: isUnderWay ? 'same' : client.bindsConnection ? 'hold' : 'any',
      passedOver: NONE,
    }
  }

  #learn({ client, challenge, answer, version, isPreemptive }: Sent): void {
    const { versions } = this.#space
    if (version !== undefined) {
      // What nobody has asked for may not have been looked at: it does not clear what was refused.
      if (isPreemptive && !versions.isTrusted(version)) return
      versions.accept(version, this.#errand)
    }
    const session = client.bindsConnection ? undefined : answer.session
    const { learnt } = this.#space
    // It was sent because that was known.
    if (challenge === learnt?.challenge && session === learnt.session) return
    const kept = lasting(challenge)
    const question = client.ofLogin?.question(kept)
    this.#space.learnt = { client, challenge: kept, session, version, question }
  }

  #giveUp(
    reason: GiveUpReason,
    offered: ParsedChallenges,
    passedOver: readonly Unanswered[],
  ): GiveUp {
    this.#drop()
    return { kind: 'give-up', reason, offered, passedOver }
  }

  #drop(): void {
    const version = this.#sent?.version
    if (version !== undefined) this.#space.versions.endTrial(version, this)
    this.#sent = undefined
  }
}

/** The login is asked for again, so that one that has changed is noticed before the old one is spent. */
function* answerInSession(
  scheme: string,
  challenge: Challenge,
  answer: () => Answer,
): Flow<Answer, 'find-login'> {
  const realm = challenge.kind === 'params' ? challenge.params.get('realm') : undefined
  const login = yield* ask('find-login', { scheme, realm })
  return login === undefined ? DECLINED : answer()
}

/** Of several challenges of one scheme any will do: what is remembered of it is its realm. */
function answeredOf({ challenges }: ParsedChallenges, scheme: string): Challenge {
  return challenges.find((challenge) => challenge.scheme === scheme)!
}

/** NTLM takes two, a stale nonce one, a person who is asked for a password some: curl gives up earlier. */
const ROUNDS_MAX = 6
const NONE: readonly never[] = []
const BARE: Opening = { kind: 'bare' }
const DECLINED: Answer = { kind: 'declined', reason: 'login-missing' }
