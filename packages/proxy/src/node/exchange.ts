import type { Authenticator, Refused } from '@hopwise/auth'
import { type Fields, firstOf, NO_FIELDS, type RequestHead } from '@hopwise/http'
import {
  type Entry,
  type Fault,
  type Outcome,
  type Phase,
  redactedDetail,
  redactedFieldValue,
  redactedMethod,
  redactedTarget,
  redactedUser,
} from '@hopwise/journal'
import type { Admission } from '../core/admit.ts'
import type { Request } from '../core/receive.ts'
import { authenticationFields } from './authentication-fields.ts'
import type { RequestContent } from './held-content.ts'
import type { Upload } from './upload.ts'

/**
 * One exchange, which grows as it passes the phases and is written down once at its end. Mutable on
 * purpose: it is the one value that every phase adds to, and nothing is looked up twice.
 */
export class Exchange {
  readonly id: string
  readonly timeMs: number
  readonly client: string
  /** Monotonic moment of the first octet, milliseconds. */
  readonly startedMs: number
  head: RequestHead | undefined
  /** Absent where no request could be made of what was received. */
  request: Request | undefined
  user: string | undefined
  scheme: string | undefined
  reason: string | undefined
  /** Why credentials were refused: what the client is asked for next depends on it. */
  refused: Refused | undefined
  rule: string | undefined
  wouldRefuse: string | undefined
  /** Whether a rule has opened private addresses to this exchange. */
  allowPrivate: boolean | undefined
  /** What authentication adds to whatever is answered (RFC 7615 §4, RFC 4559 §5). */
  authenticationFields: Fields = NO_FIELDS
  /** The target's addresses, once a rule has asked for them: a name is resolved once. */
  addresses: readonly string[] | undefined
  /** Why there are none, where somebody has asked: they are not asked for again. */
  unresolved: Fault | undefined
  /** Who judged the credentials, once somebody was asked to. */
  authenticator: Authenticator | undefined
  fault: Fault | undefined
  /** More about the fault, for the journal and not for the client. */
  forOperator: string | undefined
  route: string | undefined
  /** Name of the script that chose the way, where one did. */
  script: string | undefined
  /** Name of the parent proxy that is asked, where one is. */
  parent: string | undefined
  /** The client's own credentials go on to it. */
  passesCredentials: boolean | undefined
  /** What it said, where that is the status of our answer in the place of the fault's own. */
  keptStatus: number | undefined
  nextHop: string | undefined
  reused: boolean | undefined
  receivedStatus: number | undefined
  fromClientBytes = 0
  toClientBytes = 0
  /** The request's content before it is on its way. */
  content: RequestContent | undefined
  /** The request's content on its way, once it is. */
  upload: Upload | undefined
  /** What the client's connection had been sent before this exchange. */
  sentBefore = 0
  /** Whether a final response head has gone out: from then on a fault can only end the connection. */
  headIsOut = false
  readonly #phases: { [P in Phase]?: number } = {}
  #phase: Phase = 'receive'
  #sinceMs: number

  constructor(id: string, client: string, timeMs: number, startedMs: number) {
    this.id = id
    this.client = client
    this.timeMs = timeMs
    this.startedMs = startedMs
    this.#sinceMs = startedMs
  }

  /** The phase that is under way. */
  get phase(): Phase {
    return this.#phase
  }

  /** Ends the phase that was under way and begins another; `nowMs` is monotonic. */
  enter(phase: Phase, nowMs: number): void {
    this.#phases[this.#phase] = this.#spent(nowMs)
    this.#phase = phase
    this.#sinceMs = nowMs
  }

  /** Notes who it is, or why nobody. */
  judged(admission: Admission): void {
    if (admission.kind === 'admitted') {
      this.user = admission.accepted.user
      this.scheme = admission.accepted.scheme
      this.authenticationFields = authenticationFields(admission.accepted)
      return
    }
    this.user = admission.user
    this.scheme = admission.scheme
    this.reason = admission.reason
    this.refused = admission.refused
    this.forOperator = admission.forOperator
  }

  /** What the journal keeps: nothing gets in that `redact` has not seen. One shape, for speed. */
  entry(outcome: Outcome, status: number, nowMs: number): Entry {
    this.#phases[this.#phase] = this.#spent(nowMs)
    const { head, fault } = this
    return {
      exchange: this.id,
      time: this.timeMs,
      client: this.client,
      outcome,
      status,
      method: head === undefined ? '' : redactedMethod(head.method),
      target: head === undefined ? '' : redactedTarget(head.target),
      version: head === undefined ? '' : VERSIONS[head.minorVersion],
      user: this.user === undefined ? undefined : redactedUser(this.user),
      scheme: this.scheme,
      reason: this.reason,
      fault: fault?.code,
      detail: fault === undefined ? undefined : redactedDetail(this.#detailOf(fault)),
      rule: this.rule,
      wouldRefuse: this.wouldRefuse,
      route: this.route,
      script: this.script,
      parent: this.parent,
      nextHop: this.nextHop,
      reused: this.reused,
      receivedStatus: this.receivedStatus,
      userAgent: fieldOf(head, 'user-agent', redactedFieldValue),
      referer: fieldOf(head, 'referer', redactedTarget),
      phases: this.#phases,
      bytes: { fromClient: this.fromClientBytes, toClient: this.toClientBytes },
    }
  }

  #detailOf({ detail }: Fault): string {
    return this.forOperator === undefined ? detail : `${detail}: ${this.forOperator}`
  }

  #spent(nowMs: number): number {
    return (this.#phases[this.#phase] ?? 0) + Math.round((nowMs - this.#sinceMs) * NS_PER_MS)
  }
}

function fieldOf(
  head: RequestHead | undefined,
  key: string,
  redacted: (value: string) => string,
): string | undefined {
  const value = head === undefined ? undefined : firstOf(head.fields, key)
  return value === undefined ? undefined : redacted(value)
}

const NS_PER_MS = 1e6
const VERSIONS = ['HTTP/1.0', 'HTTP/1.1'] as const
