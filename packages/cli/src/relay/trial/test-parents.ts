import { createAsker } from '@hopwise/auth'
import { TOOLS } from '@hopwise/auth/node'
import { formatAuthority } from '@hopwise/http'
import { formatParentAddress } from '@hopwise/proxy'
import { EXIT, type ExitCode } from '../../exit-code.ts'
import { Problem } from '../../problem.ts'
import type { Output, Surroundings } from '../../surroundings.ts'
import type { ParentArgument } from '../parents/parent-argument.ts'
import { clientSchemes, type Presented, relayAnswers } from '../parents/relay-parents.ts'
import { type TrialRequest, tryParent } from './trial.ts'
import { type TrialReport, trialLines, trialReport } from './trial-report.ts'
import { trySocks } from './trial-socks.ts'
import { socksReport } from './trial-socks-report.ts'
import { whileWaiting } from './while-waiting.ts'

export interface TestOptions {
  /** Absent: a page that is there for such things. */
  readonly url?: string | undefined
  readonly json: boolean
}

/** Asks each parent once and shows every round. 1 when one of them does not do what it is for. */
export async function testParents(
  { url, json }: TestOptions,
  parents: readonly ParentArgument[],
  presented: Presented,
  { stdout, stderr }: Surroundings,
): Promise<ExitCode> {
  const request = requestFor(url)
  const reports: TrialReport[] = []
  for (const parent of parents) reports.push(await testParent(parent, request, presented, stderr))
  const text = json
    ? JSON.stringify(reports, null, 2)
    : reports.map((report) => trialLines(report).join('\n')).join('\n\n')
  stdout.write(`${text}\n`)
  return reports.every(({ works }) => works) ? EXIT.ok : EXIT.negative
}

export async function testParent(
  argument: ParentArgument,
  request: TrialRequest,
  presented: Presented,
  stderr: Output,
): Promise<TrialReport> {
  const { address } = argument
  const name = formatParentAddress(address)
  const options = {
    proxy: address,
    asker: createAsker({ tools: TOOLS, schemes: clientSchemes(presented, address) }),
    answers: relayAnswers(argument, presented),
    request,
  }
  return address.scheme === 'socks5'
    ? socksReport(name, request, await whileWaiting(trySocks(options), name, stderr))
    : trialReport(name, request, await whileWaiting(tryParent(options), name, stderr))
}

/**
 * As a browser would ask: a tunnel for `https`, the whole address in the request line for `http`.
 *
 * @throws {Problem} for anything else
 */
export function requestFor(text: string = EXAMPLE): TrialRequest {
  const url = URL.parse(text)
  if (url === null || !PORTS.has(url.protocol)) {
    throw new Problem(EXIT.usage, 'Write behind --test what to ask for: https://example.com/.')
  }
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const authority = formatAuthority(host, Number(url.port || PORTS.get(url.protocol)))
  return url.protocol === 'https:'
    ? { method: 'CONNECT', target: authority, host: authority }
    : { method: 'GET', target: `http://${url.host}${url.pathname}${url.search}`, host: url.host }
}

const PORTS: ReadonlyMap<string, number> = new Map([
  ['http:', 80],
  ['https:', 443],
])
/** RFC 2606 §3: nobody's, and always there. */
const EXAMPLE = 'https://example.com/'
