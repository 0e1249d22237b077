import assert from 'node:assert/strict'
import { type AddressRange, parseAddressRange } from '@hopwise/auth'
import type { Question } from '../../authorize.ts'
import { type HostPattern, parseHostPattern } from '../host-pattern.ts'
import { type Hours, parseHours } from '../hours.ts'
import type { Rule } from '../rule.ts'

/** Alice asks for https://origin.example on a Monday at noon. */
export function aQuestion(changes: Partial<Question> = {}): Question {
  return {
    identity: { user: 'alice' },
    scheme: 'basic',
    method: 'CONNECT',
    host: 'origin.example',
    port: 443,
    addresses: undefined,
    client: '192.0.2.7',
    timeMs: Date.parse('2026-11-16T12:00:00Z'),
    ...changes,
  }
}

/** A rule as it is written. */
export interface WrittenRule extends Omit<Rule, 'name' | 'destinations' | 'hours' | 'clients'> {
  readonly name?: string
  readonly destinations?: readonly string[] | undefined
  readonly hours?: readonly string[] | undefined
  readonly clients?: readonly string[] | undefined
}

export function rulesOf(...written: readonly WrittenRule[]): Rule[] {
  return written.map(({ destinations, hours, clients, ...rule }, index) => ({
    name: `rule ${index + 1}`,
    ...rule,
    ...(destinations && { destinations: destinations.map(hostPatternOf) }),
    ...(hours && { hours: hours.map(hoursOf) }),
    ...(clients && { clients: clients.map(rangeOf) }),
  }))
}

export function hostPatternOf(text: string): HostPattern {
  const parsed = parseHostPattern(text)
  assert(parsed.kind === 'pattern', text)
  return parsed.pattern
}

export function hoursOf(text: string): Hours {
  const parsed = parseHours(text)
  assert(parsed.kind === 'hours', text)
  return parsed.hours
}

function rangeOf(text: string): AddressRange {
  const range = parseAddressRange(text)
  assert(range !== undefined, text)
  return range
}
