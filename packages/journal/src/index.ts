export { combinedLogLine, commonLogLine, logTime } from './access-log.ts'
export type { Catalogue, FaultText, FaultTexts, Labels } from './catalogue/catalogue.ts'
export { catalogueFor, LANGUAGES, type Language } from './catalogue/catalogue-for.ts'
export { cellWidth, cutEnd } from './cell-width.ts'
export { formatDuration } from './duration.ts'
export type { Entry, Outcome } from './entry.ts'
export { EntryEncoder } from './entry-encoder.ts'
export { exchangeId, exchangeIdSource, parseExchangeId } from './exchange-id.ts'
export { docsUrl, type Explanation, explain } from './explain.ts'
export { Fault } from './fault.ts'
export { FAULTS, type FaultCode, type FaultRow } from './fault-codes.ts'
export { type Counts, count, countAll, emptyCounts, isFailure } from './fold.ts'
export { type DecodedEntry, decodeEntry, type EntryProblem, encodeEntry } from './ndjson.ts'
export { type LiveView, oneLine } from './one-line.ts'
export { type Party, PHASES, type Phase, type Retry } from './phase.ts'
export { isReasonId, REASONS, type ReasonId } from './reasons.ts'
export {
  redactedDetail,
  redactedFieldValue,
  redactedMethod,
  redactedTarget,
  redactedUser,
  TARGET_REDACTION,
  type TargetRedaction,
} from './redact.ts'
