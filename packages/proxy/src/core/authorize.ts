import type { Identity } from '@hopwise/auth'

/** What is asked of the policy about one request of a known user. */
export interface Question {
  readonly identity: Identity
  /** How the user signed in: a scheme's name, `client-certificate` or `client-address`. */
  readonly scheme: string
  readonly method: string
  /** Of the target: a name, or an IP address without brackets. */
  readonly host: string
  readonly port: number
  /** What the host resolves to; undefined until a rule wants to know. */
  readonly addresses: readonly string[] | undefined
  /** The client's IP address. */
  readonly client: string
  readonly timeMs: number
}

export type Authorization = Allowed | Forbidden | AddressesNeeded

export interface Allowed {
  readonly kind: 'allowed'
  /** The rule that decided; undefined where none did. */
  readonly rule?: string | undefined
  /** The first rule that only reports and would have refused. */
  readonly wouldRefuse?: string | undefined
  /** Whether the rule opens private addresses to this request, whatever holds for others. */
  readonly allowPrivate?: boolean | undefined
}

export interface Forbidden {
  readonly kind: 'forbidden'
  /** `ACCOUNT_FORBIDDEN`: the account's own limits; `POLICY_FORBIDDEN`: a rule for everybody. */
  readonly fault: 'POLICY_FORBIDDEN' | 'ACCOUNT_FORBIDDEN'
  readonly rule: string
  /** For the client too: a sentence without a full stop. */
  readonly reason: string
  /** More, for the journal and not for the client. */
  readonly forOperator?: string | undefined
  readonly wouldRefuse?: string | undefined
}

/** The next rule is about the destination's addresses: ask again with them. */
export interface AddressesNeeded {
  readonly kind: 'addresses-needed'
}

/** How an authorization came about: every rule in order, and what became of it. */
export interface Trace {
  readonly authorization: Authorization
  readonly steps: readonly Step[]
}

export interface Step {
  /** A rule's name, `account` for the limits of the account, `otherwise` for what holds without a rule. */
  readonly rule: string
  readonly effect: 'allow' | 'deny' | 'limits'
  readonly reportOnly: boolean
  /**
   * - `passed`: it does not match, or has nothing against it
   * - `reported`: it matches, but only reports
   * - `decided`: it matches, and nothing below it is asked
   * - `addresses-needed`: it depends on what the host resolves to
   * - `not-asked`: an earlier one had decided
   */
  readonly kind: 'passed' | 'reported' | 'decided' | 'addresses-needed' | 'not-asked'
  /** Why, one sentence each, without full stops. */
  readonly because: readonly string[]
}

/** Who may do what. A value that decides, made of the configuration once. */
export interface Policy {
  authorize(question: Question): Authorization
  /** The same, by the same steps, with all of them written down. */
  explain(question: Question): Trace
  /** What applies, one sentence each, for the user's own page. */
  describe(identity: Identity): readonly string[]
}
