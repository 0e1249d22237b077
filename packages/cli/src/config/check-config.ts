import { keptGuard } from '../compose/compose-guard.ts'
import { compose } from '../compose/composition.ts'
import { Unusable } from '../compose/unusable.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { lateData } from '../serve/late-data.ts'
import type { Surroundings } from '../surroundings.ts'
import { type Checked, checkFiles } from './check-files.ts'
import type { ConfigProblem } from './config-problem.ts'
import { formatProblems, loadConfig } from './load-config.ts'

/** Everything that is wrong on standard error, one line each; what is well on standard output. */
export async function checkConfig(path: string, surroundings: Surroundings): Promise<ExitCode> {
  const { file, directory, config, problems, yaml } = await loadConfig(path)
  const { env, stdout, stderr, nowMs } = surroundings
  const checked = config && { config, yaml, places: { directory, env }, nowMs: nowMs() }
  const all = [...problems, ...(checked ? await checkFiles(checked) : [])]
  if (checked !== undefined && !all.some(isError)) {
    all.push(...(await checkComposing(checked, all, surroundings)))
  }
  if (all.length > 0) stderr.write(`${formatProblems(file, all)}\n`)
  const errors = all.filter(isError).length
  if (errors === 0) {
    stdout.write(`${file}: it can be used${warningsOf(all)}.\n`)
    return EXIT.ok
  }
  stderr.write(`${file}: ${errors === 1 ? '1 error' : `${errors} errors`}.\n`)
  return EXIT.configuration
}

/** What only comes out when everything is put together. It listens nowhere and asks nobody anything. */
async function checkComposing(
  { config, yaml, places }: Checked,
  known: readonly ConfigProblem[],
  { nowMs, offsetMinutes }: Surroundings,
): Promise<readonly ConfigProblem[]> {
  const own = lateData()
  const notices: string[] = []
  const composing = {
    ...{ config, places, own, nowMs, offsetMinutes },
    guardFor: keptGuard(own, nowMs),
    notify: (sentence: string) => void notices.push(sentence),
    setVariable: () => {},
  }
  try {
    const composition = await compose(composing)
    await composition.close()
  } catch (error) {
    if (!(error instanceof Unusable)) throw error
    return error.problems(yaml)
  }
  const fresh = notices.filter((notice) => !known.some(({ sentence }) => sentence === notice))
  return fresh.map((sentence) => ({ level: 'warning', line: 1, column: 1, key: '', sentence }))
}

function isError({ level }: ConfigProblem): boolean {
  return level === 'error'
}

function warningsOf(problems: readonly ConfigProblem[]): string {
  if (problems.length === 0) return ''
  return problems.length === 1 ? ', with 1 warning' : `, with ${problems.length} warnings`
}
