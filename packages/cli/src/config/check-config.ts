import { EXIT, type ExitCode } from '../exit-code.ts'
import type { Surroundings } from '../surroundings.ts'
import { checkFiles } from './check-files.ts'
import type { ConfigProblem } from './config-problem.ts'
import { formatProblems, loadConfig } from './load-config.ts'

/** Everything that is wrong on standard error, one line each; what is well on standard output. */
export async function checkConfig(path: string, surroundings: Surroundings): Promise<ExitCode> {
  const { file, directory, config, problems, yaml } = await loadConfig(path)
  const { env, stdout, stderr } = surroundings
  const inFiles =
    config === undefined
      ? []
      : await checkFiles({ config, yaml, places: { directory, env }, nowMs: surroundings.nowMs() })
  const all = [...problems, ...inFiles]
  if (all.length > 0) stderr.write(`${formatProblems(file, all)}\n`)
  const errors = all.filter(({ level }) => level === 'error').length
  if (errors === 0) {
    stdout.write(`${file}: it can be used${warningsOf(all)}.\n`)
    return EXIT.ok
  }
  stderr.write(`${file}: ${errors === 1 ? '1 error' : `${errors} errors`}.\n`)
  return EXIT.configuration
}

function warningsOf(problems: readonly ConfigProblem[]): string {
  if (problems.length === 0) return ''
  return problems.length === 1 ? ', with 1 warning' : `, with ${problems.length} warnings`
}
