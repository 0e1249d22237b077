import type { Identity } from '@hopwise/auth'
import type { Allowed, Forbidden } from '../authorize.ts'
import { type Condition, conditionsOf } from './conditions.ts'
import { type Facts, folded } from './facts.ts'
import { listed } from './listed.ts'
import type { HostMatch } from './match-hosts.ts'
import type { NameIndex } from './name-index.ts'
import { type Rule, ruleProblems } from './rule.ts'

/** A rule, with what can be prepared before anybody asks. */
export interface CompiledRule {
  readonly name: string
  readonly rule: Rule
  readonly reportOnly: boolean
  /** All of them have to hold. */
  readonly conditions: readonly Condition[]
  /** What it comes to when it decides. */
  readonly authorization: Allowed | Forbidden
  /** What it says, for users whom it concerns. */
  readonly sentence: string
}

/**
 * @param names learns which destinations each rule names
 * @throws {RangeError}
 */
export function compileRules(rules: readonly Rule[], names: NameIndex): readonly CompiledRule[] {
  const [problem] = ruleProblems(rules)
  if (problem !== undefined) throw new RangeError(`rule ${problem.index + 1}: ${problem.problem}`)
  return rules.map((rule, place) => {
    names.add(place, rule.destinations ?? [])
    return {
      name: rule.name,
      rule,
      reportOnly: rule.reportOnly ?? false,
      conditions: conditionsOf(rule, place),
      authorization: authorizationOf(rule),
      sentence: sentenceOf(rule),
    }
  })
}

export function matchRule({ conditions }: CompiledRule, facts: Facts): HostMatch {
  for (const condition of conditions) {
    const match = condition.match(facts)
    if (match !== 'yes') return match
  }
  return 'yes'
}

/** Whether a rule may ever say something about a user's requests. What it only reports is not for them. */
export function concerns({ rule }: CompiledRule, { user, groups = [] }: Identity): boolean {
  const { users, groups: named, reportOnly } = rule
  const own = groups.map(folded)
  return (
    reportOnly !== true &&
    (users === undefined || users.map(folded).includes(folded(user))) &&
    (named === undefined || named.map(folded).some((group) => own.includes(group)))
  )
}

function authorizationOf({ name, effect, reason, allowPrivate }: Rule): Allowed | Forbidden {
  if (effect === 'allow') {
    return { kind: 'allowed', rule: name, ...(allowPrivate && { allowPrivate }) }
  }
  return {
    kind: 'forbidden',
    fault: 'POLICY_FORBIDDEN',
    rule: name,
    reason: reason ?? `the rule "${name}" forbids this`,
  }
}

/** `refused: POST to *.example.com; signed in by basic (no uploads)`. */
function sentenceOf(rule: Rule): string {
  const { effect, methods, destinations, schemes, hours, clients, reason, allowPrivate } = rule
  const what = methods === undefined ? 'everything' : listed(methods)
  const to = destinations === undefined ? '' : ` to ${listed(destinations.map(({ text }) => text))}`
  const parts = [
    `${what}${to}`,
    ...(schemes ? [`signed in by ${listed(schemes)}`] : []),
    ...(clients ? [`from ${listed(clients.map((range) => range.toJSON()))}`] : []),
    ...(hours ? hours.map(({ text }) => text) : []),
    ...(allowPrivate ? ['on private addresses too'] : []),
  ]
  const because = reason === undefined ? '' : ` (${reason})`
  return `${effect === 'allow' ? 'allowed' : 'refused'}: ${parts.join('; ')}${because}`
}
