/** The phases of one exchange, in order. The same words in faults, entries, docs and dashboard. */
export const PHASES = [
  'receive',
  'authenticate',
  'authorize',
  'route',
  'connect',
  'forward',
  'relay',
] as const

export type Phase = (typeof PHASES)[number]

/** Whose fault. There is no `unknown`: deciding it is the work. */
export type Party = 'client' | 'proxy' | 'next-hop' | 'origin' | 'operator'

/** Whether sending the same again can help. */
export type Retry = 'never' | 'on-fresh-connection' | 'after-credentials' | 'later'
