import { parseArgs } from 'node:util'
import { ALL_MEASURES } from './measures/all-measures.ts'
import type { Measure } from './measures/measure.ts'
import { ALL_PEERS } from './peers/all-peers.ts'
import type { Peer } from './peers/peer.ts'
import { FULL, type Plan, QUICK } from './plan.ts'

export interface Options {
  readonly measures: readonly Measure[]
  readonly peers: readonly Peer[]
  readonly plan: Plan
  readonly isInstalling: boolean
  readonly isWritingReadme: boolean
  /** Where the results go; undefined for nowhere. */
  readonly resultsFile: string | undefined
  readonly isHelp: boolean
}

/** For messages that end the program: the text is for the user. */
export class UsageError extends Error {}

export const USAGE = `Usage: npm run bench -- [options]

Measures Hopwise and, in the same run, those of ${ALL_PEERS.slice(1)
  .map((peer) => peer.name)
  .join(', ')} that are installed.

  --only LIST    of ${ALL_MEASURES.map((measure) => measure.name).join(',')}; default: all but guessing
  --peers LIST   which programs to compare with; default: all that are installed
  --quick        under two minutes, to see whether something is off
  --install      install the peers and wrk first (Debian, as root); no service is left running
  --json FILE    write the results there; default for a whole run: ${'bench/results/latest.json'}
  --readme       rewrite the table in README.md; only after a whole run
`

/** Throws `UsageError`. `defaultResults` is used when nothing was left out of the run. */
export function parseOptions(args: readonly string[], defaultResults: string): Options {
  const { values } = parsed(args)
  const named = chosen('--only', values.only, ALL_MEASURES)
  const measures = values.only === undefined ? named.filter((one) => !one.isAskedFor) : named
  const peers = chosen('--peers', values.peers, ALL_PEERS)
  const [hopwise] = ALL_PEERS
  const isWhole = !values.quick && values.only === undefined && values.peers === undefined
  if (values.readme && !isWhole)
    throw new UsageError('--readme publishes a whole run: leave --quick, --only and --peers out')
  return {
    measures,
    peers: peers.includes(hopwise!) ? peers : [hopwise!, ...peers],
    plan: values.quick ? QUICK : FULL,
    isInstalling: values.install,
    isWritingReadme: values.readme,
    resultsFile: values.json ?? (isWhole ? defaultResults : undefined),
    isHelp: values.help,
  }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true })
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

function chosen<T extends { readonly name: string }>(
  option: string,
  list: string | undefined,
  all: readonly T[],
): readonly T[] {
  if (list === undefined) return all
  const names = list.split(',').map((name) => name.trim())
  const known = all.map(({ name }) => name)
  const unknown = names.find((name) => !known.includes(name))
  if (unknown !== undefined)
    throw new UsageError(
      `${option} does not know ${unknown || 'an empty name'}: it may be ${known.join(', ')}`,
    )
  return all.filter(({ name }) => names.includes(name))
}

const OPTIONS = {
  only: { type: 'string' },
  peers: { type: 'string' },
  quick: { type: 'boolean', default: false },
  install: { type: 'boolean', default: false },
  json: { type: 'string' },
  readme: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const
