import data from '../data/constants.json' with { type: 'json' }
import { once } from './once.ts'

/** A language or library whose names for the codes are known. */
export interface ConstantLanguage {
  /** `go`, `dotnet`, `java-spring` … */
  readonly language: string
  readonly label: string
  /** `text`: it has no constants, only phrases. */
  readonly kind: 'constant' | 'text'
  readonly repo: string
  readonly path: string
  readonly version?: string
  readonly note?: string
}

/** What one language calls one code. */
export interface ConstantNames {
  readonly language: ConstantLanguage
  /** The one to use first, then its other names. */
  readonly names: readonly string[]
}

export interface ConstantMatch {
  readonly code: number
  readonly language: ConstantLanguage
  readonly name: string
  /** Why not to use it any more. */
  readonly deprecated?: string
}

export const CONSTANT_LANGUAGES: readonly ConstantLanguage[] =
  data.languages as readonly ConstantLanguage[]

/** What each language calls a code; a language that lacks it is not in the list. */
export function constantsOf(code: number): readonly ConstantNames[] {
  const byLanguage = NAMES[code] ?? {}
  return CONSTANT_LANGUAGES.flatMap((language) => {
    const names = byLanguage[language.language]
    return names ? [{ language, names }] : []
  })
}

/** Why a constant is on its way out, in the words of its makers; undefined if it is not. */
export function deprecationOf(name: string): string | undefined {
  return DEPRECATED[name]
}

/**
 * The codes a constant stands for, in every language that has it. `http.StatusProxyAuthRequired` is
 * looked for as written; `StatusProxyAuthRequired`, `HTTP_PROXY_AUTH` or `proxyAuthRequired` without
 * what stands before it, and if need be without regard to case and underscores. Languages may
 * disagree, so there may be several codes.
 */
export function byConstant(name: string): readonly ConstantMatch[] {
  const wanted = name.trim()
  if (wanted === '' || /\s/.test(wanted)) return []
  for (const same of isQualified(wanted) ? [asWritten, ...COMPARISONS] : COMPARISONS) {
    const key = same(wanted)
    const matches = key === '' ? [] : allMatches().filter((match) => same(match.name) === key)
    if (matches.length > 0) return matches
  }
  return []
}

/** From strict to lenient; the first that finds something decides. */
const COMPARISONS: readonly ((name: string) => string)[] = [
  bareConstant,
  (name) => folded(bareConstant(name)),
  (name) => folded(bareConstant(name)).replace(/^(?:ngxhttps?|http|status\d*|statuscodes?|sc)/, ''),
]

function isQualified(name: string): boolean {
  return /[.:]/.test(name)
}

function asWritten(name: string): string {
  return name
}

/** Without what leads to it: `http.`, `StatusCode::`, `:`, `.`. */
export function bareConstant(name: string): string {
  return name.replace(/^.*(?:::|\.|:)/, '')
}

function folded(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '')
}

// A code, then a language, then its names.
const NAMES: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = data.names
const DEPRECATED: Readonly<Record<string, string>> = data.deprecated

/** Made when a name is first looked for: who asks for a number does not wait for it. */
const allMatches: () => readonly ConstantMatch[] = once(() =>
  Object.keys(NAMES).flatMap((code) =>
    constantsOf(Number(code))
      .filter(({ language }) => language.kind === 'constant')
      .flatMap(({ language, names }) =>
        names.map((name) => matchFor(Number(code), language, name)),
      ),
  ),
)

function matchFor(code: number, language: ConstantLanguage, name: string): ConstantMatch {
  const deprecated = deprecationOf(name)
  return { code, language, name, ...(deprecated === undefined ? {} : { deprecated }) }
}
