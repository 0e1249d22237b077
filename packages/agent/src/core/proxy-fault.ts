import type { GiveUp, Unanswered } from '@hopwise/auth'
import type { Challenge, ChallengeProblem, Fields } from '@hopwise/http'
import { FAULTS, type Party, type Phase, type Retry } from '@hopwise/journal'

/** What a proxy, or the way to it, did that ended a request. */
export type ProxyFaultCode = keyof typeof ROWS

/** What came back, as far as it was looked at. Text of ours is not in it, even where a proxy repeats it. */
export interface ProxyAnswer {
  readonly status: number
  readonly reasonPhrase: string
  readonly fields: Fields
  /** The first octets of the content. */
  readonly content: Uint8Array
  /** Whether that is all of it. */
  readonly isWhole: boolean
}

export interface ProxyFaultEvidence {
  /** `http://proxy.example:3128`: never with a login. */
  readonly proxy: string
  /** What the proxy was asked for: `origin.example:443`, or an absolute URI without userinfo. */
  readonly target?: string | undefined
  readonly answer?: ProxyAnswer | undefined
  readonly givenUp?: GiveUp | undefined
  /** Of a SOCKS proxy (RFC 1928 §6). */
  readonly socksReply?: number | undefined
  readonly cause?: unknown
}

/**
 * A request that ended at a proxy, or before it. What the origin answers is never one of these. No
 * credentials are in it: neither in the message nor in any property.
 */
export class ProxyFault extends Error {
  override readonly name = 'ProxyFault'
  readonly code: ProxyFaultCode
  /** One sentence, what happened and to what. */
  readonly detail: string
  readonly proxy: string
  readonly target: string | undefined
  /** Absent where the proxy has not answered. */
  readonly answer: ProxyAnswer | undefined
  /** The challenges that the proxy sent and that could be read. */
  readonly challenges: readonly Challenge[]
  readonly challengeProblems: readonly ChallengeProblem[]
  /** For each challenge why it was not answered. */
  readonly passedOver: readonly Unanswered[]
  /** Why a SOCKS proxy does not connect (RFC 1928 §6): 1 to 8. Absent where it has not come to that. */
  readonly socksReply: number | undefined

  constructor(code: ProxyFaultCode, detail: string, evidence: ProxyFaultEvidence) {
    super(`${code}: ${detail}`, evidence.cause === undefined ? {} : { cause: evidence.cause })
    this.code = code
    this.detail = detail
    this.proxy = evidence.proxy
    this.target = evidence.target
    this.answer = evidence.answer
    this.challenges = evidence.givenUp?.offered.challenges ?? []
    this.challengeProblems = evidence.givenUp?.offered.problems ?? []
    this.passedOver = evidence.givenUp?.passedOver ?? []
    this.socksReply = evidence.socksReply
  }

  /** The proxy's status code; absent where it has not answered. */
  get status(): number | undefined {
    return this.answer?.status
  }
  /** The values of `Proxy-Status` (RFC 9209): what the proxy itself says about it. */
  get proxyStatus(): readonly string[] {
    const lines = this.answer?.fields ?? []
    return lines.filter(({ key }) => key === 'proxy-status').map(({ value }) => value)
  }
  get party(): Party {
    return ROWS[this.code].party
  }
  get phase(): Phase {
    return ROWS[this.code].phase
  }
  get retry(): Retry {
    return ROWS[this.code].retry
  }
}

/** What is fixed about a fault. The journal's own where it has one. */
const ROWS = {
  NAME_NOT_RESOLVED: row(FAULTS.NAME_NOT_RESOLVED),
  CONNECT_REFUSED: row(FAULTS.CONNECT_REFUSED),
  CONNECT_UNREACHABLE: row(FAULTS.CONNECT_UNREACHABLE),
  CONNECT_TIMEOUT: row(FAULTS.CONNECT_TIMEOUT),
  /** The proxy's certificate is not one that this machine trusts, or TLS is not spoken there. */
  TLS_FAILED: { phase: 'connect', party: 'operator', retry: 'never' },
  NEXT_HOP_CLOSED: row(FAULTS.NEXT_HOP_CLOSED),
  RESPONSE_TIMEOUT: row(FAULTS.RESPONSE_TIMEOUT),
  RESPONSE_MALFORMED: row(FAULTS.RESPONSE_MALFORMED),
  RESPONSE_HEAD_TOO_LARGE: row(FAULTS.RESPONSE_HEAD_TOO_LARGE),
  /** A 407 without a challenge: nothing says what would be an answer. */
  CHALLENGE_MISSING: { phase: 'authenticate', party: 'next-hop', retry: 'never' },
  CHALLENGE_MALFORMED: { phase: 'authenticate', party: 'next-hop', retry: 'never' },
  CHALLENGE_UNANSWERABLE: { phase: 'authenticate', party: 'operator', retry: 'after-credentials' },
  CHALLENGE_LOOP: { phase: 'authenticate', party: 'next-hop', retry: 'never' },
  CREDENTIALS_REJECTED: row(FAULTS.CREDENTIALS_REJECTED),
  /** The proxy claims to know the password and does not. */
  PROXY_NOT_AUTHENTIC: { phase: 'authenticate', party: 'next-hop', retry: 'never' },
  /** The content was too large to keep, and is gone. */
  CONTENT_NOT_REPEATABLE: {
    phase: 'authenticate',
    party: 'client',
    retry: 'on-fresh-connection',
  },
  TUNNEL_REFUSED: { phase: 'connect', party: 'next-hop', retry: 'never' },
  /** What the program wrote is no request that a proxy could be given. */
  REQUEST_MALFORMED: { phase: 'forward', party: 'client', retry: 'never' },
} as const satisfies Record<string, Row>

/** All codes, for who wants to say something about each. */
export const PROXY_FAULT_CODES: readonly ProxyFaultCode[] = Object.keys(ROWS) as ProxyFaultCode[]

interface Row {
  readonly phase: Phase
  readonly party: Party
  readonly retry: Retry
}

function row({ phase, party, retry }: Row): Row {
  return { phase, party, retry }
}
