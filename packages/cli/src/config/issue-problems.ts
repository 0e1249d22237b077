import type { z } from 'zod'
import { nearMatch } from '../near-match.ts'
import { type ConfigProblem, formatKey } from './config-problem.ts'
import { keysAt } from './json-schema.ts'
import type { YamlText } from './read-yaml.ts'

/** What a schema found wrong, with its place in the file. */
export function issueProblems(
  issue: z.core.$ZodIssue,
  yaml: YamlText,
  under: readonly PropertyKey[] = [],
): readonly ConfigProblem[] {
  const path = [...under, ...issue.path]
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unknownKey(path, key, yaml))
  }
  if (issue.code === 'invalid_union' && issue.message === '') {
    return unionProblems(issue.errors, yaml, path)
  }
  const place =
    issue.code === 'invalid_key'
      ? yaml.placeOfKey(path.slice(0, -1), String(path.at(-1)))
      : yaml.placeOf(path)
  return [{ level: 'error', ...place, key: formatKey(path), sentence: issue.message }]
}

/** Of several forms that a value may have, the one that its writer meant: wrong only further inside. */
function unionProblems(
  forms: readonly (readonly z.core.$ZodIssue[])[],
  yaml: YamlText,
  path: readonly PropertyKey[],
): readonly ConfigProblem[] {
  const meant = forms.find((issues) => !issues.some(isOtherForm)) ?? forms[0] ?? []
  const found = meant.flatMap((issue) => issueProblems(issue, yaml, path))
  const others = forms
    .filter((issues) => issues !== meant)
    .flatMap((issues) => issues.filter(isOtherForm))
  if (!meant.some(isOtherForm)) return found
  const sentences = [...meant.filter(isOtherForm), ...others].map((issue) => issue.message)
  const sentence = [...new Set(sentences)].join('; or ')
  return [{ level: 'error', ...yaml.placeOf(path), key: formatKey(path), sentence }]
}

function isOtherForm({ code, path }: z.core.$ZodIssue): boolean {
  return path.length === 0 && (code === 'invalid_type' || code === 'invalid_value')
}

function unknownKey(path: readonly PropertyKey[], key: string, yaml: YamlText): ConfigProblem {
  const keys = keysAt(path, yaml.value)
  const near = nearMatch(key, keys)
  const hint =
    near === undefined ? `the keys here are ${keys.toSorted().join(', ')}` : `did you mean ${near}?`
  return {
    level: 'error',
    ...yaml.placeOfKey(path, key),
    key: formatKey([...path, key]),
    sentence: `there is no such key: ${hint}`,
  }
}
