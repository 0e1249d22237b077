import type { Identity } from '@hopwise/auth'
import type {
  Allowed,
  Authorization,
  Forbidden,
  Policy,
  Question,
  Step,
  Trace,
} from '../authorize.ts'
import { accountOf } from './account.ts'
import { type CompiledRule, compileRules, concerns, matchRule } from './compiled-rule.ts'
import { Facts } from './facts.ts'
import { NameIndex } from './name-index.ts'
import { ACCOUNT, OTHERWISE, type Rule } from './rule.ts'
import { accountSteps, otherwiseStep, ruleStep, stepsNotAsked } from './steps.ts'
import { type TimeZone, UTC } from './time-zone.ts'

export interface PolicyOptions {
  /** What holds where no rule decides. */
  readonly otherwise: 'allow' | 'deny'
  /** By which clock hours are meant. */
  readonly zone: TimeZone
}

/**
 * Rules in order: the first that matches decides. Before them stand the limits of the account itself,
 * after them what the egress guard closes to everybody.
 *
 * @throws {RangeError} for rules that `ruleProblems` has something to say about
 */
export function createPolicy(rules: readonly Rule[], options: PolicyOptions): Policy {
  return new OrderedRules(rules, options)
}

class OrderedRules implements Policy {
  readonly #rules: readonly CompiledRule[]
  readonly #names = new NameIndex()
  readonly #otherwise: Allowed | Forbidden
  readonly #options: PolicyOptions

  constructor(rules: readonly Rule[], options: PolicyOptions) {
    this.#rules = compileRules(rules, this.#names)
    this.#options = options
    this.#otherwise = options.otherwise === 'allow' ? ALLOWED : FORBIDDEN
  }

  authorize(question: Question): Authorization {
    const isOpen = this.#rules.length === 0 && question.identity.restrictions === undefined
    return isOpen ? this.#otherwise : this.#decide(question)
  }

  explain(question: Question): Trace {
    const steps: Step[] = []
    const authorization = this.#decide(question, steps)
    const rest = stepsNotAsked(steps, this.#rules, this.#options.otherwise)
    return { authorization, steps: [...steps, ...rest] }
  }

  describe(identity: Identity): readonly string[] {
    const { otherwise } = this.#options
    const account = accountOf(identity).describe()
    const concerned = this.#rules.filter((rule) => concerns(rule, identity))
    if (concerned.length === 0 && otherwise === 'allow') return account
    const last = otherwise === 'allow' ? 'allowed: everything else' : 'refused: everything else'
    return [...account, ...concerned.map((rule) => rule.sentence), last]
  }

  /** @param steps where every step is written down, for whoever wants to read them */
  #decide(question: Question, steps?: Step[]): Authorization {
    const facts = new Facts(question, this.#options.zone, this.#names)
    const limits = accountOf(question.identity).match(facts)
    steps?.push(...accountSteps(question.identity, limits))
    if (limits.kind === 'addresses-needed') return limits
    if (limits.kind === 'beyond') {
      const { reason, forOperator } = limits
      return { kind: 'forbidden', fault: 'ACCOUNT_FORBIDDEN', rule: ACCOUNT, reason, forOperator }
    }
    let wouldRefuse: string | undefined
    let isReportOpen = false
    for (const rule of this.#rules) {
      const match = matchRule(rule, facts)
      steps?.push(ruleStep(rule, match, facts))
      if (match === 'no') continue
      if (rule.reportOnly) {
        // Asking a resolver can fail: it must not be a report that makes a refusal another one.
        if (match === 'yes') wouldRefuse ??= rule.name
        else isReportOpen ||= wouldRefuse === undefined
        continue
      }
      if (match === 'addresses-needed') return ADDRESSES_NEEDED
      return settled(rule.authorization, wouldRefuse, isReportOpen)
    }
    steps?.push(otherwiseStep(this.#options.otherwise, 'decided'))
    return settled(this.#otherwise, wouldRefuse, isReportOpen)
  }
}

function settled(
  authorization: Allowed | Forbidden,
  wouldRefuse: string | undefined,
  isReportOpen: boolean,
): Authorization {
  if (isReportOpen && authorization.kind === 'allowed') return ADDRESSES_NEEDED
  return wouldRefuse === undefined ? authorization : { ...authorization, wouldRefuse }
}

const ALLOWED: Allowed = { kind: 'allowed' }
const FORBIDDEN: Forbidden = {
  kind: 'forbidden',
  fault: 'POLICY_FORBIDDEN',
  rule: OTHERWISE,
  reason: 'no rule allows this',
}
const ADDRESSES_NEEDED: Authorization = { kind: 'addresses-needed' }

/** No rules of its own: every known user may, within what the account allows. */
export const OPEN_POLICY: Policy = createPolicy([], { otherwise: 'allow', zone: UTC })
