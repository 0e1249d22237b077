export {
  type ParsedResponse,
  type Pasted,
  parseResponseText,
} from '../parse/parse-response-text.ts'
export type { Fitting } from './candidates.ts'
export type { Evidence, EvidenceKind } from './evidence.ts'
export { type Candidate, type Certainty, type Identification, identify } from './identify.ts'
export type { Context, HeaderList, ResponseEvidence } from './observation.ts'
export { PRODUCTS, type Product, type SeenProduct } from './products.ts'
