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

export type Authorization =
  | {
      readonly kind: 'allowed'
      /** The rule that decided; undefined where none did. */
      readonly rule?: string | undefined
      /** The first rule that only reports and would have refused. */
      readonly wouldRefuse?: string | undefined
    }
  | {
      readonly kind: 'forbidden'
      /** `ACCOUNT_FORBIDDEN`: the account's own limits; `POLICY_FORBIDDEN`: a rule for everybody. */
      readonly fault: 'POLICY_FORBIDDEN' | 'ACCOUNT_FORBIDDEN'
      readonly rule: string
      /** For the client too: a sentence without a full stop. */
      readonly reason: string
      readonly wouldRefuse?: string | undefined
    }
  /** The next rule is about the destination's addresses: ask again with them. */
  | { readonly kind: 'addresses-needed' }

/** Who may do what. A value that decides, made of the configuration once. */
export interface Policy {
  authorize(question: Question): Authorization
  /** What applies, one sentence each, for the user's own page. */
  describe(identity: Identity): readonly string[]
}

/** No rules of its own: every known user may, within what the account allows. */
export const OPEN_POLICY: Policy = {
  authorize: () => ALLOWED,
  describe: () => [],
}

const ALLOWED: Authorization = { kind: 'allowed' }
