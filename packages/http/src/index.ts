export { chooseMediaType } from './accept.ts'
export { type Authority, formatAuthority, parseAuthority } from './authority.ts'
export { type BodyReader, type BodyStep, bodyReader } from './body-reader.ts'
export {
  type AuthElement,
  type AuthParams,
  type Challenge,
  type ChallengeProblem,
  type ChallengeProblemKind,
  formatChallenge,
  type ParsedChallenges,
  parseChallenges,
} from './challenge.ts'
export type { ChunkProblem } from './chunked-reader.ts'
export {
  type Credentials,
  formatCredentials,
  type MalformedCredentials,
  parseCredentials,
} from './credentials.ts'
export { type FieldLine, type FieldProblem, type Fields, NO_FIELDS } from './field-section.ts'
export { countOf, field, firstOf, hasField, listOf, valuesOf } from './fields.ts'
export {
  CHUNK_END,
  chunkHead,
  formatFields,
  formatLastChunk,
  formatRequestHead,
  formatResponseHead,
} from './format-head.ts'
export {
  type Framed,
  type Framing,
  type FramingProblem,
  isBodyless,
  requestFraming,
  responseFraming,
} from './framing.ts'
export { HeadBuffer } from './head-buffer.ts'
export { HEAD_LIMITS, type HeadLimits } from './head-limits.ts'
export { CONSUMED, type ConnectionOptions, connectionOptions, HOP_BY_HOP } from './hop-by-hop.ts'
export { formatHttpDate } from './http-date.ts'
export { isIdempotent } from './idempotent.ts'
export {
  type IpAddress,
  parseIp,
  parseIpv4,
  parseIpv6,
  sharesPrefix,
  unmapped,
} from './ip-address.ts'
export { latin1 } from './latin1.ts'
export { isToken } from './octets.ts'
export { formatProxyStatus, type ProxyStatusMember } from './proxy-status.ts'
export { formatQuotedString, isQuotable } from './quoted-string.ts'
export { NEED_MORE, type Read } from './read.ts'
export {
  RepeatReader,
  type ResponseHeadReader,
  responseHeadReader,
  type SectionReader,
  sectionReader,
} from './repeat-reader.ts'
export { type RequestHead, type RequestHeadProblem, readRequestHead } from './request-head.ts'
export { type ResponseHead, type ResponseHeadProblem, readResponseHead } from './response-head.ts'
export { type ParsedTarget, parseTarget, type Target, type TargetProblem } from './target.ts'
export { formatVia, viaReceivedBy } from './via.ts'
