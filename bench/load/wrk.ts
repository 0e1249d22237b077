/** Requests per second by wrk, a program nobody here wrote. */

import type { Scope } from '../machine/scope.ts'
import { findProgram } from '../peers/installed.ts'
import { fieldFor, type Route, targetOf } from './route.ts'
import { runLoad } from './run-load.ts'

export interface RequestRound {
  readonly requests: number
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
}

export function hasWrk(): boolean {
  return findProgram('wrk') !== undefined
}

/** 64 connections, one thread, `seconds` long. Throws when any answer is not a success. */
export async function runWrk(scope: Scope, route: Route, seconds: number): Promise<RequestRound> {
  const script = scope.write(`wrk-${route.proxyPort}.lua`, wrkScript(route))
  const address = `http://127.0.0.1:${route.proxyPort}/`
  const args = ['-t1', '-c64', `-d${seconds}s`, '--timeout', '10s', '-s', script, address]
  return parseRound(await runLoad(scope, findProgram('wrk')!, args, (seconds + 30) * 1000))
}

/** The line that our script prints when wrk is done; wrk's own report is for people. */
export function parseRound(output: string): RequestRound {
  const line = /^round (\{.*\})$/m.exec(output)?.[1]
  if (line === undefined) throw new Error(`wrk made no report: ${output.trim().slice(-300)}`)
  const round = JSON.parse(line) as Report
  const failed = round.status + round.timeout + round.connect
  if (failed > 0) throw new Error(`${failed} of ${round.requests} requests failed: ${line}`)
  if (round.requests === 0) throw new Error('not one request was answered')
  return {
    requests: round.requests,
    perSecond: round.requests / (round.micros / 1e6),
    p50Ms: round.p50Micros / 1000,
    p99Ms: round.p99Micros / 1000,
  }
}

/** Read and write errors are left out: a peer without keep-alive closes under wrk, which tries again. */
interface Report {
  readonly requests: number
  readonly micros: number
  readonly p50Micros: number
  readonly p99Micros: number
  readonly status: number
  readonly timeout: number
  readonly connect: number
}

/** The request is made once: what is measured should not wait for Lua. */
function wrkScript(route: Route): string {
  const [name, value] = fieldFor(route)
  return `local request_bytes
function init()
  wrk.headers["Host"] = "127.0.0.1:${route.originPort}"
  wrk.headers["${name}"] = "${value}"
  request_bytes = wrk.format("GET", "${targetOf(route, '/1k')}")
end
function request()
  return request_bytes
end
function done(summary, latency)
  io.write(string.format(
    'round {"requests":%d,"micros":%d,"p50Micros":%d,"p99Micros":%d,"status":%d,"timeout":%d,"connect":%d}\\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    summary.errors.status, summary.errors.timeout, summary.errors.connect))
end
`
}
