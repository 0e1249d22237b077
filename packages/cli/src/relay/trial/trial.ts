import {
  AGENT_LIMITS,
  faultFrom,
  Hop,
  hideSent,
  isPersistent,
  type ProxyAddress,
  ProxyFault,
  readContent,
  readFinalHead,
  type Wire,
} from '@hopwise/agent/hop'
import {
  type Answers,
  type Asker,
  type Attempt,
  answerChallenges,
  type ClientNeed,
  drive,
  type GiveUp,
  type Opening,
  type Secret,
  type Unanswered,
} from '@hopwise/auth'
import { channelBindingOf } from '@hopwise/auth/node'
import {
  bodyReader,
  field,
  formatRequestHead,
  type ParsedChallenges,
  parseChallenges,
  type ResponseHead,
  responseFraming,
  valuesOf,
} from '@hopwise/http'

/** What is asked of a parent: a request line and its `Host`. */
export interface TrialRequest {
  readonly method: 'GET' | 'CONNECT'
  readonly target: string
  readonly host: string
}

/** One request and its response. */
export interface Round {
  /** Of credentials only what they were: absent where none were sent. */
  readonly sent: { readonly scheme: string; readonly characters: number } | undefined
  readonly answer: ResponseHead
  /** Of a 407. */
  readonly offered?: ParsedChallenges
  /** The scheme that the next round answers with. */
  readonly chosen?: string
  readonly passedOver?: readonly Unanswered[]
}

export interface Trial {
  readonly rounds: readonly Round[]
  /** Why it is not known whether it works, or does not: no answer, or a 407 that is not answered. */
  readonly end:
    | { readonly kind: 'answered'; readonly status: number }
    | { readonly kind: 'gave-up'; readonly reason: GiveUp['reason'] }
    | { readonly kind: 'failed'; readonly code: ProxyFault['code']; readonly detail: string }
}

export interface TrialOptions {
  readonly proxy: ProxyAddress
  readonly asker: Asker
  readonly answers: Answers<ClientNeed>
  readonly request: TrialRequest
}

/** Sends one request through a parent and keeps every round of it. */
export async function tryParent({ proxy, asker, answers, request }: TrialOptions): Promise<Trial> {
  const { method, target } = request
  const hop = new Hop({ proxy, answers, limits: AGENT_LIMITS })
  const attempt = asker.begin({ method, target })
  const exchange = new TrialExchange(hop, attempt, request)
  try {
    return { end: await exchange.run(), rounds: exchange.rounds }
  } catch (error) {
    const fault = faultFrom(error, { proxy: hop.name, target })
    if (!(fault instanceof ProxyFault)) throw error
    const { code, detail } = fault
    return { end: { kind: 'failed', code, detail }, rounds: exchange.rounds }
  } finally {
    attempt.abandon()
    exchange.close()
  }
}

class TrialExchange {
  readonly rounds: Round[] = []
  readonly #hop: Hop
  readonly #attempt: Attempt
  readonly #request: TrialRequest
  readonly #sent: Secret[] = []
  #wire: Wire | undefined

  constructor(hop: Hop, attempt: Attempt, request: TrialRequest) {
    this.#hop = hop
    this.#attempt = attempt
    this.#request = request
  }

  async run(): Promise<Trial['end']> {
    let step: Opening = await drive(this.#attempt.open(), this.#hop.answers)
    for (;;) {
      this.#wire ??= await this.#hop.open(this.#request.target)
      const answer = await this.#ask(this.#wire, step)
      if (answer.status !== 407) {
        this.rounds.push({ sent: sentIn(step), answer: this.#shown(answer) })
        return this.#settled(answer)
      }
      const isKept = await this.#passContent(this.#wire, answer)
      const values = valuesOf(answer.fields, 'proxy-authenticate')
      const binding = channelBindingOf(this.#wire.socket)
      const next = await answerChallenges(this.#attempt, values, this.#hop.answers, {
        channelBinding: binding,
      })
      this.rounds.push({
        sent: sentIn(step),
        answer: this.#shown(answer),
        offered: parseChallenges(valuesOf(this.#shown(answer).fields, 'proxy-authenticate')),
        passedOver: next.passedOver,
        ...(next.kind === 'send' && { chosen: next.scheme }),
      })
      if (next.kind === 'give-up') return { kind: 'gave-up', reason: next.reason }
      step = isKept ? next : await this.#elsewhere(next)
    }
  }

  close(): void {
    this.#wire?.destroy()
    this.#wire = undefined
  }

  #settled(answer: ResponseHead): Trial['end'] {
    const info = valuesOf(answer.fields, 'proxy-authentication-info')
    if (this.#attempt.settle(answer.status, info) === 'wrong') {
      const { code, detail } = this.#hop.notAuthentic(this.#request.target)
      return { kind: 'failed', code, detail }
    }
    return { kind: 'answered', status: answer.status }
  }

  async #ask(wire: Wire, step: Opening): Promise<ResponseHead> {
    const { method, target, host } = this.#request
    if (step.kind === 'send') this.#sent.push(step.value)
    const credentials =
      step.kind === 'send' ? [field('Proxy-Authorization', step.value.reveal())] : []
    const stop = this.#deadline(wire)
    try {
      wire.write(formatRequestHead(method, target, [field('Host', host), ...credentials]))
      const read = await readFinalHead(wire, { max: AGENT_LIMITS.interimMax })
      if ('head' in read) return read.head
      throw this.#hop.fault(read.code, read.detail, target)
    } finally {
      stop()
    }
  }

  /** Whether the next round can go out on the same connection. */
  async #passContent(wire: Wire, answer: ResponseHead): Promise<boolean> {
    const framed = responseFraming(this.#request.method, answer)
    if (framed.kind === 'malformed') return false
    const stop = this.#deadline(wire)
    try {
      const reader = bodyReader(framed.framing)
      const { isPast } = await readContent(wire, reader, 0, AGENT_LIMITS.drainBytesMax)
      return isPast && isPersistent(answer) && wire.isOpen
    } finally {
      stop()
    }
  }

  /** Without what it was sent, should it repeat that. */
  #shown(answer: ResponseHead): ResponseHead {
    const hidden = (text: string): string => hideSent(text, this.#sent)
    return {
      ...answer,
      reasonPhrase: hidden(answer.reasonPhrase),
      fields: answer.fields.map((line) => ({ ...line, value: hidden(line.value) })),
    }
  }

  /** A handshake that was under way begins anew on another connection. */
  async #elsewhere(step: Opening): Promise<Opening> {
    this.close()
    if (step.kind === 'bare' || step.connection !== 'same') return step
    this.#attempt.connectionLost()
    return { kind: 'bare' }
  }

  #deadline(wire: Wire): () => void {
    const { tunnelTimeoutMs } = AGENT_LIMITS
    const what = `did not answer within ${tunnelTimeoutMs} ms`
    const late = this.#hop.fault('RESPONSE_TIMEOUT', what, this.#request.target)
    const timer = setTimeout(() => wire.fail(late), tunnelTimeoutMs)
    return () => clearTimeout(timer)
  }
}

function sentIn(step: Opening): Round['sent'] {
  if (step.kind === 'bare') return undefined
  return { scheme: step.scheme, characters: step.value.reveal().length }
}
