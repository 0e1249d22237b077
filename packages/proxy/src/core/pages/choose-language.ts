import { LANGUAGES, type Language } from '@hopwise/journal'

/**
 * The language of a page: English for readers of none that we write.
 *
 * No answer of ours says `Vary`, although language and form are chosen by fields of the request: RFC
 * 9110 §12.5.5 wants it for cacheable responses, and all of them are `no-store`. Whoever makes one
 * cacheable has to add `Vary: accept, accept-language`.
 */
export function chooseLanguage(acceptLanguage: readonly string[]): Language {
  return lookUpLanguage(acceptLanguage, LANGUAGES) ?? 'en'
}

/**
 * Lookup of RFC 4647 §3.4: a range matches the tag it names or, its subtags dropped one by one from
 * the end, a shorter one. Higher quality wins, then the earlier range. `*` asks for nothing special.
 * @param offered lower case
 */
export function lookUpLanguage<T extends string>(
  acceptLanguage: readonly string[],
  offered: readonly T[],
): T | undefined {
  let best: { tag: T; quality: number } | undefined
  for (const { range, quality } of acceptLanguage.flatMap((value) => value.split(',').map(parse))) {
    if (quality === 0 || (best !== undefined && quality <= best.quality)) continue
    const tag = lookUp(range, offered)
    if (tag !== undefined) best = { tag, quality }
  }
  return best?.tag
}

function lookUp<T extends string>(range: string, offered: readonly T[]): T | undefined {
  for (let rest = range; rest !== ''; rest = rest.slice(0, Math.max(rest.lastIndexOf('-'), 0))) {
    const tag = offered.find((candidate) => candidate === rest)
    if (tag !== undefined) return tag
  }
  return undefined
}

function parse(text: string): { readonly range: string; readonly quality: number } {
  const [range = '', weight = ''] = text.split(';').map((part) => part.trim().toLowerCase())
  const quality = weight.startsWith('q=') ? Number(weight.slice(2)) : 1
  return { range, quality: quality >= 0 && quality <= 1 ? quality : 0 }
}
