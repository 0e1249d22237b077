import type { Identity, Restrictions } from '@hopwise/auth'
import type { Facts } from './facts.ts'
import { type HostPattern, parseHostPattern } from './host-pattern.ts'
import { type Hours, isWithin, parseHours } from './hours.ts'
import { listed } from './listed.ts'
import type { Malformed } from './malformed.ts'
import { matchHosts } from './match-hosts.ts'
import { wallClock } from './wall-clock.ts'

/** What the limits of an account say of a request. */
export type AccountMatch =
  | { readonly kind: 'within' }
  | { readonly kind: 'addresses-needed' }
  | {
      readonly kind: 'beyond'
      /** A sentence for the client, without a full stop. */
      readonly reason: string
      readonly forOperator?: string | undefined
    }

/** Limits that have been read once. */
export interface Account {
  match(facts: Facts): AccountMatch
  /** One sentence each. */
  describe(): readonly string[]
}

/**
 * Limits as somebody wrote them into a store, where nothing checked them. What cannot be read must not
 * be taken for no limit: such an account reaches nothing until somebody mends it.
 */
export function accountOf({ user, restrictions }: Identity): Account {
  if (restrictions === undefined) return UNLIMITED
  const known = ACCOUNTS.get(restrictions)
  if (known !== undefined) return known
  const { within } = restrictions
  const own = compiled(user, restrictions)
  const account = within === undefined ? own : both(own, accountOf({ user, restrictions: within }))
  ACCOUNTS.set(restrictions, account)
  return account
}

/** Neither can open what the other closes. */
function both(own: Account, outer: Account): Account {
  return {
    match(facts) {
      const matches = [outer.match(facts), own.match(facts)]
      const undecided = matches.find(({ kind }) => kind === 'addresses-needed')
      return matches.find(({ kind }) => kind === 'beyond') ?? undecided ?? WITHIN
    },
    describe: () => [...outer.describe(), ...own.describe()],
  }
}

function compiled(user: string, { hosts, methods, hours }: Restrictions): Account {
  const read = {
    hosts: hosts?.map((text) => ({ what: 'host', text, parsed: parseHostPattern(text) })) ?? [],
    hours: hours?.map((text) => ({ what: 'hours', text, parsed: parseHours(text) })) ?? [],
  }
  const flaws = [...read.hosts, ...read.hours].flatMap(({ what, text, parsed }) =>
    parsed.kind === 'malformed' ? [flaw(user, what, text, parsed)] : [],
  )
  if (flaws.length > 0) return unreadable(flaws)
  const limits: Limits = {
    hosts:
      hosts && read.hosts.flatMap(({ parsed }) => ('pattern' in parsed ? [parsed.pattern] : [])),
    methods,
    hours: hours && read.hours.flatMap(({ parsed }) => ('hours' in parsed ? [parsed.hours] : [])),
  }
  return { match: (facts) => matchLimits(limits, facts), describe: () => describe(limits) }
}

interface Limits {
  readonly hosts: readonly HostPattern[] | undefined
  readonly methods: readonly string[] | undefined
  readonly hours: readonly Hours[] | undefined
}

function matchLimits({ hosts, methods, hours }: Limits, facts: Facts): AccountMatch {
  const { question } = facts
  if (methods !== undefined && !methods.includes(question.method)) {
    return beyond(`this account may not use ${question.method}, only ${orNothing(methods)}`)
  }
  if (hours !== undefined) {
    const { offsetMinutes } = facts
    if (!hours.some((each) => isWithin(each, question.timeMs, offsetMinutes))) {
      const now = wallClock(question.timeMs, offsetMinutes)
      return beyond(`this account is for ${orNothing(hours.map(textOf), 'no time')}; it is ${now}`)
    }
  }
  const match = hosts === undefined ? 'yes' : matchHosts(hosts, question, 'every')
  if (match === 'addresses-needed') return { kind: match }
  if (match === 'yes') return WITHIN
  return beyond(
    `this account may not reach ${question.host}, port ${question.port}, only ${orNothing(hosts!.map(textOf))}`,
  )
}

function describe({ hosts, methods, hours }: Limits): readonly string[] {
  return [
    ...(hosts ? [`this account may reach only ${orNothing(hosts.map(textOf))}`] : []),
    ...(methods ? [`this account may use only ${orNothing(methods)}`] : []),
    ...(hours ? [`this account is for ${orNothing(hours.map(textOf), 'no time')}`] : []),
  ]
}

function unreadable(flaws: readonly string[]): Account {
  const reason = 'the limits of this account cannot be read'
  return {
    match: () => ({ kind: 'beyond', reason, forOperator: flaws.join('; ') }),
    describe: () => [reason],
  }
}

function flaw(user: string, what: string, text: string, { column, problem }: Malformed): string {
  return `${what} "${text}" of the account ${user}, character ${column + 1}: ${problem}`
}

function beyond(reason: string): AccountMatch {
  return { kind: 'beyond', reason }
}

function textOf({ text }: { readonly text: string }): string {
  return text
}

/** An empty list is a limit too: the narrowest. */
function orNothing(things: readonly string[], nothing = 'nothing'): string {
  return things.length === 0 ? nothing : listed(things)
}

const WITHIN: AccountMatch = { kind: 'within' }
const UNLIMITED: Account = { match: () => WITHIN, describe: () => [] }
/** A remembered verdict carries the same value from request to request. */
const ACCOUNTS = new WeakMap<Restrictions, Account>()
