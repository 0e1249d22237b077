import type { AddressRange } from '@hopwise/auth'
import type { HostPattern } from './host-pattern.ts'
import type { Hours } from './hours.ts'

/** One rule as it is configured. It matches when everything that it names does; what is absent matches always. */
export interface Rule {
  /** For the journal, for people, and for `hopwise why`. No two rules have one name. */
  readonly name: string
  readonly effect: 'allow' | 'deny'
  readonly users?: readonly string[] | undefined
  /** One of them is enough. */
  readonly groups?: readonly string[] | undefined
  /** As in the request line. */
  readonly methods?: readonly string[] | undefined
  readonly destinations?: readonly HostPattern[] | undefined
  /** How the user signed in: `basic`, `digest` …, `client-certificate`, `client-address`. */
  readonly schemes?: readonly string[] | undefined
  readonly hours?: readonly Hours[] | undefined
  readonly clients?: readonly AddressRange[] | undefined
  /** A rule that denies: only noted in the journal, and the next rule is asked. */
  readonly reportOnly?: boolean | undefined
  /** A rule that allows: loopback, private and link-local addresses too, though the egress guard closes them. */
  readonly allowPrivate?: boolean | undefined
  /** A rule that denies: what the client is told. A sentence without a full stop. */
  readonly reason?: string | undefined
}

/** What makes a rule contradict itself or another one. */
export interface RuleProblem {
  /** Place in the list, from 0. */
  readonly index: number
  readonly key: keyof Rule
  /** A sentence without a full stop. */
  readonly problem: string
}

export function ruleProblems(rules: readonly Rule[]): RuleProblem[] {
  const names = new Set<string>(RESERVED)
  return rules.flatMap((rule, index) => {
    const { name } = rule
    const found = RESERVED.has(name)
      ? [{ index, key: 'name' as const, problem: `"${name}" is a word of the journal's own` }]
      : names.has(name)
        ? [{ index, key: 'name' as const, problem: `there is another rule "${name}"` }]
        : []
    names.add(name)
    return [...found, ...contradictions(rule).map((problem) => ({ index, ...problem }))]
  })
}

function contradictions({ effect, reportOnly, allowPrivate, reason }: Rule): KeyProblem[] {
  const problems: KeyProblem[] = []
  if (effect === 'allow' && reportOnly === true) {
    problems.push({ key: 'reportOnly', problem: 'only a rule that denies can report instead' })
  }
  if (effect === 'allow' && reason !== undefined) {
    problems.push({ key: 'reason', problem: 'only a rule that denies has a reason to give' })
  }
  if (effect === 'deny' && allowPrivate === true) {
    problems.push({ key: 'allowPrivate', problem: 'only a rule that allows can open anything' })
  }
  return problems
}

type KeyProblem = Omit<RuleProblem, 'index'>

/** What stands in the journal where no rule decided. */
export const ACCOUNT = 'account'
export const OTHERWISE = 'otherwise'
const RESERVED: ReadonlySet<string> = new Set([ACCOUNT, OTHERWISE])
