/** `npm run bench`: measures us and our peers, prints tables, writes the results down. */
import fs from 'node:fs'
import path from 'node:path'
import { installPeers } from './install.ts'
import { Scope, StoppedError } from './machine/scope.ts'
import { type Options, parseOptions, USAGE, UsageError } from './options.ts'
import { updateReadme } from './report/readme.ts'
import { formatReport } from './report/report.ts'
import type { Results } from './report/results.ts'
import { runMeasures } from './run-measures.ts'

const ROOT = path.join(import.meta.dirname, '..')
const README = path.join(ROOT, 'README.md')

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof UsageError || error instanceof StoppedError)) throw error
  process.stderr.write(`bench: ${error.message}\n`)
  process.exitCode = error instanceof UsageError ? 2 : 130
}

/** 0 when every budget that was measured is met and we failed at nothing. */
async function main(args: readonly string[]): Promise<number> {
  const options = parseOptions(args, path.join(ROOT, 'bench/results/latest.json'))
  if (options.isHelp) {
    process.stdout.write(USAGE)
    return 0
  }
  if (process.platform !== 'linux') throw new UsageError('it reads /proc: Linux only')
  if (options.isInstalling) installPeers(say)
  const results = await measure(options)
  process.stdout.write(formatReport(results, options.measures, options.plan))
  publish(results, options)
  return isGood(results) ? 0 : 1
}

async function measure({ peers, plan, measures }: Options): Promise<Results> {
  const scope = new Scope()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => void scope.close())
  }
  const installed = peers.filter((peer) => {
    const isInstalled = peer.version() !== undefined
    if (!isInstalled) say(`${peer.name} is not installed: left out (--install brings it)`)
    return isInstalled
  })
  try {
    return await runMeasures({ scope, peers: installed, plan, say }, measures, new Date())
  } finally {
    await scope.close()
  }
}

function publish(results: Results, { resultsFile, isWritingReadme }: Options): void {
  if (resultsFile !== undefined) {
    fs.mkdirSync(path.dirname(resultsFile), { recursive: true })
    fs.writeFileSync(resultsFile, `${JSON.stringify(results, sixDigits, 2)}\n`)
    say(`results are in ${path.relative(process.cwd(), resultsFile)}`)
  }
  if (isWritingReadme)
    fs.writeFileSync(README, updateReadme(fs.readFileSync(README, 'utf8'), results))
}

/** More would be noise, and a reader has to get past it. */
function sixDigits(_key: string, value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toPrecision(6)) : value
}

function isGood({ judgements, outcomes }: Results): boolean {
  const isMissing = judgements.some(({ verdict }) => verdict === 'missed')
  const ours = Object.values(outcomes).map(({ peers }) => peers['hopwise'])
  return !isMissing && ours.every((standing) => standing?.kind !== 'failed')
}

function say(text: string): void {
  const elapsed = (performance.now() / 1000).toFixed(0).padStart(4)
  process.stderr.write(`${elapsed} s  ${text}\n`)
}
