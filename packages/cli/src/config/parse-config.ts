import { CONFIG_SCHEMA, type Config } from './config.ts'
import type { ConfigProblem } from './config-problem.ts'
import { crossCheck } from './cross-check.ts'
import { issueProblems } from './issue-problems.ts'
import { readYaml, type YamlText } from './read-yaml.ts'
import { wording } from './wording.ts'

export interface ParsedConfig {
  /** Undefined where a problem is an error. */
  readonly config: Config | undefined
  /** In the order of the file. */
  readonly problems: readonly ConfigProblem[]
  /** For what is found wrong later. */
  readonly yaml: YamlText
}

/** The text of a configuration file; opens nothing. Never throws. */
export function parseConfig(text: string): ParsedConfig {
  const yaml = readYaml(text)
  if (yaml.problems.length > 0) return { config: undefined, problems: yaml.problems, yaml }
  const parsed = CONFIG_SCHEMA.safeParse(yaml.value ?? {}, { error: wording, reportInput: true })
  const problems = parsed.success
    ? crossCheck(parsed.data, yaml)
    : parsed.error.issues.flatMap((issue) => issueProblems(issue, yaml))
  return {
    config: problems.some(({ level }) => level === 'error') ? undefined : parsed.data,
    problems: problems.toSorted((a, b) => a.line - b.line || a.column - b.column),
    yaml,
  }
}
