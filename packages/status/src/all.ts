export { ALL_SOURCES } from './all-sources.ts'
export {
  byConstant,
  CONSTANT_LANGUAGES,
  type ConstantLanguage,
  type ConstantMatch,
  type ConstantNames,
  constantsOf,
  deprecationOf,
} from './constants.ts'
export {
  ENTRIES,
  type Entry,
  entriesNamed,
  entriesWithKey,
  entryById,
  meaningsOf,
} from './entries.ts'
export { type Found, type FoundBy, find } from './find.ts'
export * from './index.ts'
export { nearest } from './nearest.ts'
export { type SearchHit, type SearchOptions, search } from './search.ts'
export type { FullText, RowText, Texts } from './texts/texts.ts'
export { evidenceLine, type Words } from './texts/words.ts'
