import { createPolicy, foretell, openAccess, parseHostPattern, UTC } from '@hopwise/proxy'
import { imaginedHead } from '../why/imagined-head.ts'
import { offered } from '../why/offered.ts'
import type { Why } from '../why/why.ts'
import { NOW_MS } from './scene.ts'

export interface WhyAsked {
  readonly to: string
  readonly addresses?: readonly string[]
  readonly isAnonymous?: boolean
}

/** What alice of ops is told by a proxy with one rule about names and one about addresses. */
export function whyOf({ to, addresses, isAnonymous = false }: WhyAsked): Why {
  const proxy = { name: 'us', access: access(), egress: { allowPrivate: false }, listeners: [] }
  const asked = {
    ...imaginedHead(to, undefined),
    client: '192.0.2.7',
    timeMs: NOW_MS,
    offsetMinutes: 0,
  }
  const accepted = { kind: 'accepted', user: 'alice', groups: ['ops'], scheme: 'basic' } as const
  const missing = { kind: 'refused', reason: 'credentials-missing' } as const
  return {
    asked,
    scheme: 'basic',
    who: isAnonymous
      ? undefined
      : { verdict: accepted, groups: ['ops'], source: 'alice is made up' },
    first: foretell({ ...asked, addresses, verdict: missing }, proxy),
    told: isAnonymous ? undefined : foretell({ ...asked, addresses, verdict: accepted }, proxy),
    addresses,
  }
}

function access() {
  const rules = [
    { name: 'no games', effect: 'deny', destinations: patterns('.games.example'), reason: 'no' },
    { name: 'soon', effect: 'deny', destinations: patterns('*.soon.example'), reportOnly: true },
    { name: 'inside', effect: 'deny', destinations: patterns('192.0.2.0/24:80') },
  ] as const
  const policy = createPolicy(rules, { otherwise: 'allow', zone: UTC })
  return openAccess(offered({ realm: 'test', schemes: ['basic'] }), policy)
}

function patterns(text: string) {
  const parsed = parseHostPattern(text)
  if (parsed.kind === 'malformed') throw new TypeError(parsed.problem)
  return [parsed.pattern]
}
