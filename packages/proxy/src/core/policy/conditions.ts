import { type AddressRange, isInRange } from '@hopwise/auth'
import { composed, type Facts, folded, type Words } from './facts.ts'
import type { HostPattern } from './host-pattern.ts'
import { type Hours, isWithin } from './hours.ts'
import { listed } from './listed.ts'
import { type HostMatch, isOfAddresses, matchAddresses } from './match-hosts.ts'
import type { Rule } from './rule.ts'
import { wallClock } from './wall-clock.ts'

/** One thing that a rule names. */
export interface Condition {
  match(facts: Facts): HostMatch
  /** What the request has and what the rule wants, as a sentence: for whoever reads a trace. */
  words(facts: Facts, match: HostMatch): string
}

/**
 * What has to hold for a rule to match, cheapest first. A rule that denies cannot be walked around by
 * spelling a name in another case; one that allows takes every word as it stands.
 *
 * @param place of the rule: what `Facts.meant` knows it by
 */
export function conditionsOf(rule: Rule, place: number): readonly Condition[] {
  const { users, groups, methods, schemes, clients, hours, destinations } = rule
  const isDeny = rule.effect === 'deny'
  const spelling = isDeny ? LAX : EXACT
  const others = [
    ...(methods ? [methodIn(methods, spelling)] : []),
    ...(users ? [userIn(users, spelling)] : []),
    ...(groups ? [groupIn(groups, spelling)] : []),
    ...(schemes ? [schemeIn(schemes)] : []),
    ...(clients ? [clientIn(clients)] : []),
    ...(hours ? [within(hours)] : []),
  ]
  if (destinations === undefined) return others
  const named = destinationIn(destinations, place, isDeny)
  // Names have been looked up already; addresses are asked for only when all the rest matches.
  return destinations.some(isOfAddresses) ? [...others, named] : [named, ...others]
}

function methodIn(methods: readonly string[], spelling: Spelling): Condition {
  const wanted = new Set(methods.map(spelling.form))
  return {
    match: (facts) => yes(wanted.has(spelling.words(facts).method)),
    words: ({ question }, match) =>
      sentence(`the method ${question.method}`, match, listed(methods)),
  }
}

function userIn(users: readonly string[], spelling: Spelling): Condition {
  const wanted = new Set(users.map(spelling.form))
  return {
    match: (facts) => yes(wanted.has(spelling.words(facts).user)),
    words: ({ question }, match) =>
      sentence(`the user ${question.identity.user}`, match, listed(users)),
  }
}

function groupIn(groups: readonly string[], spelling: Spelling): Condition {
  const wanted = new Set(groups.map(spelling.form))
  return {
    match: (facts) => yes(spelling.words(facts).groups.some((group) => wanted.has(group))),
    words: ({ question: { identity } }, match) =>
      identity.groups?.length
        ? sentence(`a group of the user (${listed(identity.groups)})`, match, listed(groups))
        : `the user is in no group, and the rule wants ${listed(groups)}`,
  }
}

function schemeIn(schemes: readonly string[]): Condition {
  const wanted = new Set(schemes.map(folded))
  return {
    match: ({ question }) => yes(wanted.has(folded(question.scheme))),
    words: ({ question }, match) =>
      sentence(`the way of signing in, ${question.scheme},`, match, listed(schemes)),
  }
}

function clientIn(ranges: readonly AddressRange[]): Condition {
  return {
    match: ({ client }) =>
      yes(client !== undefined && ranges.some((range) => isInRange(client, range))),
    words: ({ question }, match) =>
      sentence(
        `the client ${question.client}`,
        match,
        listed(ranges.map((range) => range.toJSON())),
      ),
  }
}

function within(hours: readonly Hours[]): Condition {
  return {
    match: ({ question, offsetMinutes }) =>
      yes(hours.some((each) => isWithin(each, question.timeMs, offsetMinutes))),
    words: ({ question, offsetMinutes }, match) =>
      sentence(
        `the time ${wallClock(question.timeMs, offsetMinutes)},`,
        match,
        hours.map(({ text }) => text).join('; '),
      ),
  }
}

function destinationIn(
  patterns: readonly HostPattern[],
  place: number,
  isDeny: boolean,
): Condition {
  const ranges = patterns.filter(isOfAddresses)
  const reach = isDeny ? 'some' : 'every'
  return {
    match: (facts) => {
      if (facts.meant.has(place)) return 'yes'
      if (ranges.length === 0) return 'no'
      return matchAddresses(ranges, facts.question.port, facts.addresses, reach)
    },
    words: ({ question: { host, port, addresses } }, match) => {
      const at = ranges.length === 0 || addresses === undefined ? '' : ` (${listed(addresses)})`
      const wanted = listed(patterns.map(({ text }) => text))
      return sentence(`the destination ${host}${at}, port ${port},`, match, wanted)
    },
  }
}

function sentence(has: string, match: HostMatch, wanted: string): string {
  switch (match) {
    case 'yes':
      return `${has} is among ${wanted}`
    case 'no':
      return `${has} is not among ${wanted}`
    case 'addresses-needed':
      return `${has} has to be resolved first, to be compared with ${wanted}`
    default:
      return match satisfies never
  }
}

function yes(isMatch: boolean): HostMatch {
  return isMatch ? 'yes' : 'no'
}

/** How words are compared. */
interface Spelling {
  readonly form: (word: string) => string
  readonly words: (facts: Facts) => Words
}

const EXACT: Spelling = { form: composed, words: (facts) => facts.composed }
const LAX: Spelling = { form: folded, words: (facts) => facts.folded }
