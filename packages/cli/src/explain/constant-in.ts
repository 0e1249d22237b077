import { CONSTANT_LANGUAGES, constantsOf } from '@hopwise/status/constants'
import { EXIT } from '../exit-code.ts'
import { nearMatch } from '../near-match.ts'
import { Problem } from '../problem.ts'

export interface NamedConstant {
  readonly language: string
  readonly label: string
  /** The one to use first, then its other names. */
  readonly names: readonly string[]
}

/** What one language, or each library of it (`java` stands for all that begin so), calls a code. */
export function constantsIn(code: number, language: string): NamedConstant[] {
  const meant = languagesMeant(language)
  const named = constantsOf(code).filter((one) => meant.includes(one.language.language))
  if (named.length > 0) {
    return named.map((one) => ({
      language: one.language.language,
      label: one.language.label,
      names: one.names,
    }))
  }
  throw new Problem(EXIT.negative, `There is no name for ${code} in ${meant.join(', ')}.`)
}

function languagesMeant(language: string): string[] {
  const known = CONSTANT_LANGUAGES.map((one) => one.language)
  const wanted = language.toLowerCase()
  const name = SYNONYMS[wanted] ?? wanted
  const meant = known.filter((one) => one === name || one.startsWith(`${name}-`))
  if (meant.length > 0) return meant
  const near = nearMatch(name, known)
  const hint = near === undefined ? `one of ${known.join(', ')}` : `"${near}"`
  throw new Problem(
    EXIT.usage,
    `There are no names for codes in "${language}": did you mean ${hint}?`,
  )
}

const SYNONYMS: Readonly<Record<string, string>> = {
  '.net': 'dotnet',
  'c#': 'dotnet',
  csharp: 'dotnet',
  apache: 'apache-httpd',
  httpd: 'apache-httpd',
  django: 'python',
  golang: 'go',
  js: 'node',
  javascript: 'node',
  rails: 'ruby-rack',
  symfony: 'php-symfony',
  vapor: 'swift',
}
