import type { AddressRange } from '@hopwise/auth'
import type { HostPattern, Hours } from '@hopwise/proxy'
import { z } from 'zod'
import { addressRange } from '../values/address-range.ts'
import { hostPattern } from '../values/host-pattern.ts'
import { shortText } from '../values/short-text.ts'
import { type NamedZone, timeZone } from '../values/time-zone.ts'
import { weekHours } from '../values/week-hours.ts'

/** Who may do what. */
export interface PolicySection {
  /** What holds where no rule decides. */
  readonly otherwise: 'allow' | 'deny'
  /** In this order: the first that matches decides. */
  readonly rules: readonly RuleSection[]
  /** By which clock hours are meant. Absent: the one of this machine. */
  readonly timeZone?: NamedZone | undefined
}

/** What is absent matches everything. */
export interface RuleSection {
  readonly name: string
  readonly effect: 'allow' | 'deny'
  readonly users?: readonly string[] | undefined
  readonly groups?: readonly string[] | undefined
  readonly methods?: readonly string[] | undefined
  readonly destinations?: readonly HostPattern[] | undefined
  readonly schemes?: readonly string[] | undefined
  readonly hours?: readonly Hours[] | undefined
  readonly clients?: readonly AddressRange[] | undefined
  /** Only noted in the journal. */
  readonly reportOnly: boolean
  /** Of a rule that allows: private addresses too, though `egress` closes them. */
  readonly allowPrivate: boolean
  /** For the client, without a full stop. */
  readonly reason?: string | undefined
}

const names = () => z.array(shortText()).min(1).optional()

const rule: z.ZodType<RuleSection> = z.strictObject({
  name: shortText().describe('For the journal and for people.'),
  effect: z.enum(['allow', 'deny']).describe('What the rule does when it matches.'),
  users: names().describe('Names of users.'),
  groups: names().describe('Names of groups: one is enough.'),
  methods: names().describe('Methods, as in the request line.'),
  destinations: z.array(hostPattern()).min(1).optional().describe('Hosts or addresses.'),
  schemes: names().describe('How the user signed in: basic, client-certificate …'),
  hours: z.array(weekHours()).min(1).optional().describe('Times of the week: mon-fri 08:00-18:00.'),
  clients: z.array(addressRange()).min(1).optional().describe('Addresses of clients.'),
  reportOnly: z.boolean().default(false).describe('Only note in the journal what it would refuse.'),
  allowPrivate: z
    .boolean()
    .default(false)
    .describe('Of a rule that allows: private addresses too, though egress closes them.'),
  reason: shortText().optional().describe('What the client is told, without a full stop.'),
})

export const policy: z.ZodType<PolicySection> = z
  .strictObject({
    otherwise: z
      .enum(['allow', 'deny'])
      .default('allow')
      .describe('What holds where no rule decides.'),
    timeZone: timeZone()
      .optional()
      .describe('By which clock hours are meant. Absent: the one of this machine.'),
    rules: z.array(rule).default([]).describe('In this order: the first that matches decides.'),
  })
  .prefault({})
  .describe('Who may do what.')
