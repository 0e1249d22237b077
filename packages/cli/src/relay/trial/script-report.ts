import type { ScriptAnswer } from '@hopwise/proxy'
import { type TrialReport, trialLines } from './trial-report.ts'

/** What a script says about one request, and what comes of it. */
export interface ScriptReport {
  readonly script: string
  /** What it was shown. */
  readonly url: string
  /** `unavailable`: it could not be asked. `unusable`: it failed, or no way that it names can be taken. */
  readonly answer: ScriptAnswer['kind']
  readonly ways: readonly WayReport[]
  /** What it says by `alert`. */
  readonly alerts: readonly string[]
  /** Sentences: what was wrong with the script or its answer. */
  readonly problems: readonly string[]
  /** Of `--to`, which are asked where it names no way. */
  readonly otherwise?: readonly TrialReport[]
  /** Whether the origin is, after those. */
  readonly isDirectWhenDown: boolean
}

export interface WayReport {
  /** As `--to` takes it: `http://proxy.corp:8080`; or `direct`. */
  readonly way: string
  /** Why it was not tried. */
  readonly note?: string
  readonly trial?: TrialReport
}

export function scriptLines(report: ScriptReport): string[] {
  const { ways, alerts, problems, otherwise = [] } = report
  const trials = [...ways.flatMap(({ trial }) => trial ?? []), ...otherwise]
  return [
    ...problems,
    ...(problems.length === 0 ? [] : ['']),
    saying(report),
    ...alerts.map((message) => `  alert: ${message}`),
    ...ways.map(({ way, note }) => `  ${way}${note === undefined ? '' : `  (${note})`}`),
    ...(report.answer === 'ways' ? [] : [`  the relay ${instead(report, FAULTS[report.answer])}`]),
    ...trials.flatMap((trial) => ['', ...trialLines(trial)]),
  ]
}

function saying({ answer, script, url }: ScriptReport): string {
  switch (answer) {
    case 'ways':
      return `${script} says for ${url}`
    case 'unavailable':
      return `${script} could not be asked about ${url}`
    case 'unusable':
      return `${script} names no way that can be taken for ${url}`
    default:
      return answer satisfies never
  }
}

/** What becomes of requests that the script names no way for. */
function instead({ otherwise, isDirectWhenDown }: ScriptReport, fault: string): string {
  const origin = 'the origin itself (--direct-when-unreachable)'
  if (otherwise !== undefined) {
    return `asks those of --to${isDirectWhenDown ? `, then ${origin}` : ''}`
  }
  if (isDirectWhenDown) return `asks ${origin}`
  return `answers with 502 ${fault}; a --to would be asked in its place, with --direct-when-unreachable the origin itself`
}

const FAULTS = { unavailable: 'PAC_UNAVAILABLE', unusable: 'PAC_UNUSABLE' } as const
