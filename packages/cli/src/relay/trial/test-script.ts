import { formatNamedWay, type NamedWay, type ScriptAnswer } from '@hopwise/proxy'
import { EXIT, type ExitCode } from '../../exit-code.ts'
import { printable } from '../../explain/printable.ts'
import { openPac } from '../../pac/open-pac.ts'
import type { PacLocation } from '../../pac/pac-location.ts'
import type { Output, Surroundings } from '../../surroundings.ts'
import { namedParent, type Trust } from '../parents/script-parents.ts'
import { type ScriptReport, scriptLines, type WayReport } from './script-report.ts'
import { requestFor, type TestOptions, testParent } from './test-parents.ts'
import type { TrialRequest } from './trial.ts'
import type { TrialReport } from './trial-report.ts'
import { whileWaiting } from './while-waiting.ts'

export interface ScriptTestOptions extends TestOptions {
  /** Whether the relay would ask origins where nobody else can be asked. */
  readonly isDirectWhenDown?: boolean | undefined
}

/**
 * Asks a script as the relay would, then each HTTP proxy that it names, and shows every round. 1 when
 * it names no way, or one of those proxies does not do what it is for.
 */
export async function testScript(
  { url, json, isDirectWhenDown = false }: ScriptTestOptions,
  pac: PacLocation,
  trust: Trust,
  { stdout, stderr, nowMs }: Surroundings,
): Promise<ExitCode> {
  const request = requestFor(url)
  const problems: string[] = []
  const notify = (sentence: string): void => void problems.push(printable(sentence))
  const alerts: string[] = []
  const onAlert = (message: string): void => void alerts.push(printable(message))
  const opened = await openPac(pac.from('.'), { notify, nowMs, onAlert })
  try {
    const asked = shownUrl(request)
    const answer = await whileWaiting(opened.script.ask(asked), opened.script.name, stderr)
    if (answer.kind !== 'ways' && problems.length === 0) notify(answer.detail)
    const report: ScriptReport = {
      ...{ script: opened.script.name, url: asked, alerts, problems },
      isDirectWhenDown,
      ...(await reportOf(answer, request, trust, stderr)),
    }
    stdout.write(`${json ? JSON.stringify(report, null, 2) : scriptLines(report).join('\n')}\n`)
    const isEachWell = report.ways.every(({ trial }) => trial?.works !== false)
    return report.answer === 'ways' && isEachWell ? EXIT.ok : EXIT.negative
  } finally {
    await opened.close()
  }
}

/** The origin alone, as the relay shows it. */
function shownUrl({ method, target, host }: TrialRequest): string {
  return method === 'CONNECT' ? new URL(`https://${target}/`).href : `http://${host}/`
}

async function reportOf(
  answer: ScriptAnswer,
  request: TrialRequest,
  trust: Trust,
  stderr: Output,
): Promise<Pick<ScriptReport, 'answer' | 'ways' | 'otherwise'>> {
  const named = answer.kind === 'ways' ? answer.ways : []
  const ways: WayReport[] = []
  for (const way of named) ways.push(await wayReport(way, request, trust, stderr))
  const isTaken = (way: NamedWay) =>
    way.kind === 'direct' || namedParent(way.address, trust) !== undefined
  if (answer.kind === 'ways' && named.some(isTaken)) return { answer: 'ways', ways }
  const otherwise: TrialReport[] = []
  for (const each of trust.parents) {
    otherwise.push(await testParent(each, request, trust.presented, stderr))
  }
  const kind = answer.kind === 'ways' ? 'unusable' : answer.kind
  return { answer: kind, ways, ...(otherwise.length > 0 && { otherwise }) }
}

async function wayReport(
  way: NamedWay,
  request: TrialRequest,
  trust: Trust,
  stderr: Output,
): Promise<WayReport> {
  const written = formatNamedWay(way)
  if (way.kind === 'direct') return { way: written, note: 'the origin itself, which is not tried' }
  const { address } = way
  const named = namedParent(address, trust)
  if (named === undefined) return { way: written, note: 'is not spoken here, and passed over' }
  const { argument, presented } = named
  const withheld = { note: `gets no credentials, unless --credentials-for ${address.host} is said` }
  const trial = await testParent(argument, request, presented, stderr)
  return { way: written, ...(presented.isWithheld === true && withheld), trial }
}
