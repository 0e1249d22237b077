import { dirname, resolve } from 'node:path'
import { fileReason, readSettled } from '@hopwise/auth/node'
import type { Config } from './config.ts'
import { type ConfigProblem, formatConfigProblem } from './config-problem.ts'
import { parseConfig } from './parse-config.ts'
import type { YamlText } from './read-yaml.ts'

/** A configuration file that was read. */
export interface LoadedConfig {
  /** Absolute. */
  readonly file: string
  /** Where relative paths count from. */
  readonly directory: string
  /** Undefined where a problem is an error. */
  readonly config: Config | undefined
  readonly problems: readonly ConfigProblem[]
  /** As it was read; empty where it could not be. */
  readonly text: string
  readonly yaml: YamlText
}

/** Reads and parses a configuration file; what it mentions is not opened. Never throws. */
export async function loadConfig(path: string): Promise<LoadedConfig> {
  const file = resolve(path)
  const read = await textOf(file)
  const text = typeof read === 'string' ? read : ''
  const parsed = parseConfig(text)
  const problems = typeof read === 'string' ? parsed.problems : [read]
  const config = typeof read === 'string' ? parsed.config : undefined
  return { file, directory: dirname(file), config, problems, text, yaml: parsed.yaml }
}

/** All that is wrong, one line each. */
export function formatProblems(file: string, problems: readonly ConfigProblem[]): string {
  return problems.map((problem) => formatConfigProblem(file, problem)).join('\n')
}

async function textOf(file: string): Promise<string | ConfigProblem> {
  try {
    const { octets } = await readSettled(file, { octetsMax: OCTETS_MAX, settleMs: SETTLE_MS })
    return new TextDecoder('utf-8', { fatal: true }).decode(octets)
  } catch (error) {
    const sentence =
      error instanceof TypeError ? 'it is not UTF-8' : `it cannot be read: ${fileReason(error)}`
    return { level: 'error', line: 1, column: 1, key: '', sentence }
  }
}

const OCTETS_MAX = 4 * 1024 * 1024
/** A program that writes its output into the file may take a while to say the rest. */
const SETTLE_MS = 100
