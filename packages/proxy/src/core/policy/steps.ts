import type { Identity } from '@hopwise/auth'
import type { Step } from '../authorize.ts'
import type { AccountMatch } from './account.ts'
import type { CompiledRule } from './compiled-rule.ts'
import type { Facts } from './facts.ts'
import type { HostMatch } from './match-hosts.ts'
import { ACCOUNT, OTHERWISE } from './rule.ts'

/** The limits of an account as a step; none where it has none. */
export function accountSteps({ restrictions }: Identity, match: AccountMatch): readonly Step[] {
  if (restrictions === undefined) return []
  const step = { rule: ACCOUNT, effect: 'limits', reportOnly: false } as const
  switch (match.kind) {
    case 'within':
      return [{ ...step, kind: 'passed', because: ['the request is within the account’s limits'] }]
    case 'addresses-needed':
      return [{ ...step, kind: 'addresses-needed', because: [RESOLVE_FOR_ACCOUNT] }]
    case 'beyond': {
      const { reason, forOperator } = match
      return [
        { ...step, kind: 'decided', because: [reason, ...(forOperator ? [forOperator] : [])] },
      ]
    }
    default:
      return match satisfies never
  }
}

/** What became of a rule, and why: each condition that held, or the first that did not. */
export function ruleStep(compiled: CompiledRule, match: HostMatch, facts: Facts): Step {
  const { name, rule, reportOnly } = compiled
  const kind = kindOf(match, reportOnly)
  return { rule: name, effect: rule.effect, reportOnly, kind, because: why(compiled, facts) }
}

export function otherwiseStep(effect: 'allow' | 'deny', kind: 'decided' | 'not-asked'): Step {
  const because = kind === 'decided' ? ['no rule decided'] : []
  return { rule: OTHERWISE, effect, reportOnly: false, kind, because }
}

/** The rules below the one that decided. */
export function stepsNotAsked(
  steps: readonly Step[],
  rules: readonly CompiledRule[],
  otherwise: 'allow' | 'deny',
): readonly Step[] {
  const asked = new Set(steps.map(({ rule }) => rule))
  const rest: readonly Step[] = rules
    .filter(({ name }) => !asked.has(name))
    .map(({ name, rule, reportOnly }) => {
      return { rule: name, effect: rule.effect, reportOnly, kind: 'not-asked', because: [] }
    })
  return asked.has(OTHERWISE) ? rest : [...rest, otherwiseStep(otherwise, 'not-asked')]
}

function kindOf(match: HostMatch, reportOnly: boolean): Step['kind'] {
  switch (match) {
    case 'yes':
      return reportOnly ? 'reported' : 'decided'
    case 'no':
      return 'passed'
    case 'addresses-needed':
      return match
    default:
      return match satisfies never
  }
}

function why({ conditions }: CompiledRule, facts: Facts): readonly string[] {
  const held: string[] = []
  for (const condition of conditions) {
    const match = condition.match(facts)
    const words = condition.words(facts, match)
    if (match !== 'yes') return [words]
    held.push(words)
  }
  return held.length === 0 ? ['it names nothing, so it matches everything'] : held
}

const RESOLVE_FOR_ACCOUNT =
  'the host has to be resolved first, to be compared with the addresses the account may reach'
