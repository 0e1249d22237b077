import {
  type AskedFor,
  type AskerOptions,
  Attempt,
  type ClientNeed,
  type Flow,
  type GiveUp,
  type Opening,
  ProtectionSpace,
  type Secret,
  type Step,
} from '@hopwise/auth'
import { parseChallenges } from '@hopwise/http'
import { type GivenCredentials, ITS_TRIAL } from './given-credentials.ts'

/** The asking side of a proxy that is sent credentials unasked, because the program has written them out. */
export class GivenSpace extends ProtectionSpace {
  readonly #given: GivenCredentials

  constructor(options: AskerOptions, given: GivenCredentials) {
    super(options)
    this.#given = given
  }

  override get isPreemptive(): boolean {
    return super.isPreemptive || this.#given.isAccepted
  }

  override begin(asked: AskedFor): Attempt {
    return new GivenAttempt(this, asked, this.#given)
  }
}

/** One request: with what was given at first, and from its refusal on as any other. */
class GivenAttempt extends Attempt {
  readonly #given: GivenCredentials
  #sent: Secret | undefined

  constructor(space: ProtectionSpace, asked: AskedFor, given: GivenCredentials) {
    super(space, asked)
    this.#given = given
  }

  override *open(): Flow<Opening, ClientNeed> {
    const opening = yield* super.open()
    if (opening.kind === 'send') return opening
    for (let waits = 0; waits < WAITS_MAX && this.#given.mustWait(this); waits++) {
      yield { kind: 'find-login', scheme: ITS_TRIAL, realm: undefined }
    }
    return this.#take() ?? opening
  }

  override *challenged(...args: Parameters<Attempt['challenged']>): Flow<Step, ClientNeed> {
    const { challenges } = parseChallenges(args[0])
    const sent = this.#sent
    this.#sent = undefined
    if (sent) {
      const schemes = challenges.map(({ scheme }) => scheme)
      this.#given.refuse(sent, schemes, this)
    }
    const step = yield* super.challenged(...args)
    return step.kind === 'give-up' ? this.#explained(step) : step
  }

  override settle(...args: Parameters<Attempt['settle']>): ReturnType<Attempt['settle']> {
    const [status] = args
    // The others are also what a proxy says before it has looked.
    if (this.#sent && (status < 400 || status === 404)) this.#given.accept(this.#sent, this)
    this.#end()
    return super.settle(...args)
  }

  override abandon(): void {
    this.#end()
    super.abandon()
  }

  #take(): Opening | undefined {
    this.#sent = this.#given.take(this)
    if (this.#sent === undefined) return undefined
    const scheme = this.#given.scheme ?? ''
    return { kind: 'send', value: this.#sent, scheme, connection: 'any' }
  }

  #end(): void {
    this.#sent = undefined
    this.#given.end(this)
  }

  /** Nothing to answer with is what is left when that was refused. */
  #explained(step: GiveUp): GiveUp {
    if (!this.#given.isRefused || step.reason === 'too-many-rounds') return step
    const { scheme } = this.#given
    const passedOver = step.passedOver.map((over) =>
      over.scheme === scheme ? { scheme: over.scheme, reason: 'secret-refused' as const } : over,
    )
    return { ...step, reason: 'refused', passedOver }
  }
}

/** Trials that come to nothing, one after the other, end in not waiting any more. */
const WAITS_MAX = 8
