import type { z } from 'zod'
import { formatConfigProblem } from '../config-problem.ts'
import { parseConfig } from '../parse-config.ts'
import { wording } from '../wording.ts'

/** What a schema makes of a value, or the sentences about what is wrong with it. */
export function read<T>(schema: z.ZodType<T>, value: unknown): T | string {
  const parsed = schema.safeParse(value, { error: wording, reportInput: true })
  if (parsed.success) return parsed.data
  return parsed.error.issues.map(({ message }) => message).join('; ')
}

/** All that is wrong with a configuration, one line each; empty when it is fine. */
export function problemsOf(text: string): readonly string[] {
  return parseConfig(text).problems.map((problem) => formatConfigProblem('f', problem))
}
