import { stringify } from 'yaml'
import { EXIT, type ExitCode } from '../exit-code.ts'
import type { Surroundings } from '../surroundings.ts'
import type { Config } from './config.ts'
import { formatProblems, loadConfig } from './load-config.ts'

/** What holds with a configuration: its own values and the defaults, as a configuration again. */
export async function showConfig(
  path: string,
  format: 'json' | 'yaml',
  { stdout, stderr }: Surroundings,
): Promise<ExitCode> {
  const { file, config, problems } = await loadConfig(path)
  if (problems.length > 0) stderr.write(`${formatProblems(file, problems)}\n`)
  if (config === undefined) return EXIT.configuration
  stdout.write(formatConfig(config, format))
  return EXIT.ok
}

/** Every parsed value says by `toJSON` how it is written; of a secret that is where it is kept. */
function formatConfig(config: Config, format: 'json' | 'yaml'): string {
  const json = JSON.stringify(config, undefined, 2)
  return format === 'json' ? `${json}\n` : stringify(JSON.parse(json))
}
